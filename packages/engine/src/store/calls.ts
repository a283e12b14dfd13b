/**
 * How the calls of a connection with a rate are given out to the processes that share it, and the
 * calls that see whether its system is back.
 */

export type CallRequest = {
  readonly connection: string;
  /** That many are wanted now, one after another. */
  readonly calls: number;
  /** Of the rate: so far apart are two calls. */
  readonly everyMs: number;
};

/** Calls that nobody asked for in the last tenth of a second may be made up for. */
export const CALLS_BEHIND_MS = 100;
/**
 * Beside a hundred calls: nobody asks for more than a fifth of a second at once, and a hundred
 * processes are more than one database serves.
 */
export const CALLS_AHEAD_MS = 20_000;

export type ProbeRequest = {
  readonly connection: string;
  /** The claim ends by itself after so long: whoever has it may die. */
  readonly probeMs: number;
  /** A claim of one's own, which is made anew. */
  readonly renewed?: ProbeClaim;
};

/** Its holder alone may see whether the system is back. */
export type ProbeClaim = { readonly connection: string; readonly token: bigint };
