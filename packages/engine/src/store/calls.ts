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

/**
 * Calls that nobody asked for, or made, so lately may be made up for. A queue makes up for what it
 * was late with, and the store for what nobody asked for: together less than a tenth of a second,
 * so that no second sees more than 110 % of the rate, wherever it begins.
 */
export function madeUpForMs(everyMs: number): number {
  return Math.max(MADE_UP_FOR_MS, everyMs / 2);
}

const MADE_UP_FOR_MS = 40;
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
