/**
 * Every command, one line each. Only the one that is asked for is loaded: reading them all takes
 * time.
 */

import type { Command } from './command.ts';

type Entry = {
  /** One line for the list of commands. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
};

export const COMMANDS: ReadonlyMap<string, Entry> = new Map([
  [
    'parse',
    {
      summary: 'print the canonical JSON of a bank file or an e-invoice',
      load: async () => (await import('./parse.ts')).parse,
    },
  ],
  [
    'send',
    {
      summary: 'hand over the customer invoices of a file, one to a line',
      load: async () => (await import('./send.ts')).send,
    },
  ],
  [
    'story',
    {
      summary: 'tell what happened to an invoice, from its sender to the bank line',
      load: async () => (await import('./story.ts')).story,
    },
  ],
]);
