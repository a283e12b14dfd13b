/** What a command is. It writes its result, complains about what is wrong, and ends with a code. */

import type { Environment } from '../config.ts';

export type Command = {
  readonly usage: string;
  run(args: readonly string[], surroundings: Surroundings): Promise<Exit>;
};

export type Surroundings = { readonly terminal: Terminal; readonly environment: Environment };

export type Terminal = {
  /** Settles when the reader took it, so that a slow one does not fill the memory. */
  readonly write: (text: string) => Promise<void>;
  readonly complain: (text: string) => void;
  readonly columns: number;
};

export type Exit = 0 | typeof EXIT_PROBLEM | typeof EXIT_USAGE;

/** The command was understood, and what it was asked for cannot be had. */
export const EXIT_PROBLEM = 1;

/** The command was not understood, or what it needs is missing. */
export const EXIT_USAGE = 2;
