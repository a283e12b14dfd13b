/**
 * Finds a note that says the same under another reference: of a document that was handed over
 * again after a restore. The day is left out, for it may be the day of the posting or of the note.
 */

import type { AccountNote } from '@kontor/canon';
import type { RecogniseOutcome } from '@kontor/connector-sdk';
import { salesforceNames } from './config.ts';
import { toSalesforceNote } from './customer-account-note.ts';
import { queryNotes, soqlText } from './query-notes.ts';
import type { SalesforceContext } from './salesforce-api.ts';

export async function recogniseNote(
  note: AccountNote,
  context: SalesforceContext,
): Promise<RecogniseOutcome> {
  const wanted = toSalesforceNote(note, context.config);
  if (!wanted) return { kind: 'absent' }; // it cannot have been sent
  const names = salesforceNames(context.config);
  const compared = [
    names.statusField,
    names.amountField,
    names.currencyField,
    names.documentNumberField,
  ];
  const answer = await queryNotes(
    `SELECT Id, ${compared.join(', ')} FROM ${names.noteObject}` +
      ` WHERE ${names.numberField} = ${soqlText(note.number)}` +
      ` AND ${names.legalEntityField} = ${soqlText(note.legalEntity)}` +
      ` AND ${names.subjectField} = ${soqlText(note.subject)} LIMIT ${NOTES_MAX}`,
    context,
  );
  if (answer.kind === 'failed') return { kind: 'unknown', detail: answer.detail };
  const same = answer.records.find((record) =>
    compared.every((name) => (record[name] ?? null) === wanted[name]),
  );
  // A note that says something else is no harm beside this one.
  return same ? { kind: 'confirmed', externalReference: same.Id } : { kind: 'absent' };
}

/** Of one document there are as many notes as it had restores. */
const NOTES_MAX = 100;
