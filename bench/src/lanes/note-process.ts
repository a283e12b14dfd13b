/** The smallest process there is: one delivery to one system, which answers at once. */

import { processCatalogue, type Effect, type ProcessCatalogue, type Runtime } from '@kontor/engine';
import { idSource, systemClock, systemRandom } from '@kontor/kernel';
import { defineProcess, type ProcessDefinition, type ReferenceData } from '@kontor/process';
import Type from 'typebox';

export type Note = { readonly key: number; readonly row: number };

const process = defineProcess<Note>({
  name: 'post-note',
  version: 1,
  title: 'Post a note',
  input: Type.Object({}),
  summary: ({ row }) => ({ legalEntity: 'DE01', number: `N${row}` }),
  orderBy: ({ key }) => `key-${key}`,
  businessKey: ({ row }) => [`${row}`],
  checks: [],
  steps: [
    {
      kind: 'deliver',
      name: 'post',
      title: 'posted in the ledger',
      to: 'ledger',
      operation: 'note.post',
      input: ({ input }) => input,
      undo: { none: 'A note does no harm.' },
    },
  ],
  onParked: 'pass',
  corrections: { fixed: [] },
});

export const noteProcess = process as unknown as ProcessDefinition;

export const noteCatalogue: ProcessCatalogue = processCatalogue([process]);

export const noteRuntime: Runtime = {
  clock: systemClock,
  ids: idSource(systemClock, systemRandom),
  reference: {} as ReferenceData,
  route: () => 'ledger',
};

/** A connector that answers at once, with what `take` says of the note. */
export function answeringAtOnce(take: (note: Note) => boolean): Effect {
  return {
    idempotency: 'native-key',
    submit: async (input) => {
      const note = input as Note;
      const isTaken = take(note);
      const confirmed = { kind: 'confirmed', externalReference: `D${note.row}` } as const;
      return { outcome: isTaken ? confirmed : LOCKED, exchanges: [] };
    },
  };
}

const LOCKED = { kind: 'retryable', cause: 'locked', detail: 'Somebody works on it.' } as const;
