/**
 * What we noted since: the records of the note object that were created from then on and have a
 * reference of ours, in the order of the reference, which never changes and is there once.
 */

import type { PostedEffect, PostingsRequest, ReadOutcome } from '@kontor/connector-sdk';
import { salesforceNames, type SalesforceConfig } from './config.ts';
import { queryNotes, soqlText, type NoteRecord } from './query-notes.ts';
import type { SalesforceContext } from './salesforce-api.ts';

export async function listPostedNotes(
  { since, cursor }: PostingsRequest,
  context: SalesforceContext,
): Promise<ReadOutcome<PostedEffect>> {
  const names = salesforceNames(context.config);
  const { referenceField: reference } = names;
  const fields = ['Id', reference, names.numberField, names.amountField, names.currencyField];
  const beyond = cursor === undefined ? '' : ` AND ${reference} > ${soqlText(cursor)}`;
  const answer = await queryNotes(
    `SELECT ${fields.join(', ')}, CreatedDate FROM ${names.noteObject}` +
      ` WHERE CreatedDate >= ${since.slice(0, 19)}Z${beyond}` +
      ` ORDER BY ${reference} LIMIT ${PAGE_NOTES}`,
    context,
  );
  if (answer.kind === 'failed') {
    return { kind: 'failed', detail: answer.detail, retryable: answer.isRetryable };
  }
  const { records } = answer;
  const last = records.at(-1)?.[reference];
  const isMore = records.length === PAGE_NOTES || !answer.isWhole;
  return {
    kind: 'page',
    items: records.flatMap((record) => toPostedEffect(record, context.config) ?? []),
    ...(isMore && typeof last === 'string' && { next: last }),
  };
}

/** Undefined for a note that somebody made by hand. */
function toPostedEffect(record: NoteRecord, config: SalesforceConfig): PostedEffect | undefined {
  const names = salesforceNames(config);
  const textOf = (name: string) => {
    const value = record[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const reference = textOf(names.referenceField);
  if (reference === undefined) return undefined;
  const number = textOf(names.numberField);
  const day = textOf('CreatedDate')?.slice(0, 10);
  const amount = textOf(names.amountField);
  const currency = textOf(names.currencyField);
  return {
    reference,
    externalReference: record.Id,
    ...(number !== undefined && { number }),
    ...(day !== undefined && { day }),
    ...(amount !== undefined && currency !== undefined && { value: { amount, currency } }),
  };
}

/** A reply of these stays far below a megabyte; Salesforce answers at most 2,000. */
const PAGE_NOTES = 500;
