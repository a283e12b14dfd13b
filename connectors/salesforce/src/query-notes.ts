/**
 * Questions about notes in SOQL: `GET /query?q=`. A value is quoted as the language wants it, so
 * that no number of an invoice becomes part of the question.
 */

import { fromCommonReply } from '@kontor/connector-sdk';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { callSalesforce, type SalesforceContext } from './salesforce-api.ts';
import { parseJson, readSalesforceErrors } from './salesforce-error.ts';

export type NoteRecord = Static<typeof NoteRecord>;

export type NotesAnswer =
  | { readonly kind: 'records'; readonly records: readonly NoteRecord[]; readonly isWhole: boolean }
  | { readonly kind: 'failed'; readonly detail: string; readonly isRetryable: boolean };

export async function queryNotes(soql: string, context: SalesforceContext): Promise<NotesAnswer> {
  const path = `/query?q=${encodeURIComponent(soql)}`;
  const reply = await callSalesforce({ method: 'GET', path }, context);
  if (reply.kind === 'not-signed-in') return failed(reply.outcome.detail, true);
  const common = fromCommonReply(reply, context.clock);
  if (common) return failed(common.detail, true);
  if (reply.kind === 'silence') return failed(`No reply: ${reply.cause}`, true);
  const read = reply.status === 200 ? parseJson(reply.body) : undefined;
  if (answer.Check(read)) return { kind: 'records', records: read.records, isWhole: read.done };
  const [error] = readSalesforceErrors(reply.body) ?? [];
  const detail = error ? `${error.errorCode}: ${error.message}` : undefined;
  return failed(detail ?? `Salesforce answered ${reply.status} without records.`, false);
}

/** A text in a condition: in single quotes, with quotes and backslashes escaped. */
export function soqlText(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}

function failed(detail: string, isRetryable: boolean): NotesAnswer {
  return { kind: 'failed', detail, isRetryable };
}

/** The names of its fields are the operator's: values are read by them. */
const NoteRecord = Type.Intersect([
  Type.Object({ Id: Type.String({ minLength: 15 }) }),
  Type.Record(Type.String(), Type.Unknown()),
]);

const answer = Compile(Type.Object({ done: Type.Boolean(), records: Type.Array(NoteRecord) }));
