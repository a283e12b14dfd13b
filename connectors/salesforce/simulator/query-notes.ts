/**
 * `GET /query?q=`: the small part of SOQL that tests use, and nothing else:
 * `SELECT Id, Status__c FROM Kontor_Note__c [WHERE Field = 'text'] [LIMIT n]`, or `SELECT COUNT()`.
 */

import type { Ledger, LedgerEntry, SimulatedReply } from '@kontor/connector-kit/simulator';
import { NOTE_OBJECT, REFERENCE_FIELD } from './note-fields.ts';
import { jsonReply, refusalReply } from './salesforce-reply.ts';

export function queryNotes(soql: string, ledger: Ledger): SimulatedReply {
  const match = SOQL.exec(soql);
  if (!match) return malformed(soql);
  const [, fields = '', field, value = '', limit] = match;
  const found = [...noteRecords(ledger)]
    .filter((record) => field === undefined || record[field] === value.replaceAll("\\'", "'"))
    .slice(0, limit === undefined ? RECORDS_MAX : parseInt(limit, 10));
  const records = /^COUNT\(\)$/i.test(fields.trim()) ? [] : found.map(pick(fields));
  return jsonReply(200, { totalSize: found.length, done: true, records });
}

/** Each record with the values that it was last written with. */
export function noteRecords(ledger: Ledger): Iterable<Readonly<Record<string, unknown>>> {
  const records = new Map<string, Record<string, unknown>>();
  for (const entry of ledger.entries()) {
    records.set(entry.number, { ...records.get(entry.number), ...toRecord(entry) });
  }
  return records.values();
}

function toRecord({ kind, reference, number, facts }: LedgerEntry): Record<string, unknown> {
  const { writing: _, reference: __, ...values } = facts;
  return {
    ...values,
    Id: number,
    ...(kind === 'account-note' && { [REFERENCE_FIELD]: reference }),
  };
}

function pick(fields: string) {
  const names = fields.split(',').map((name) => name.trim());
  return (record: Readonly<Record<string, unknown>>) => ({
    attributes: { type: NOTE_OBJECT },
    ...Object.fromEntries(names.map((name) => [name, record[name] ?? null])),
  });
}

function malformed(soql: string): SimulatedReply {
  const message = `unexpected token: ${soql.slice(0, 80)}`;
  return refusalReply({ status: 400, errorCode: 'MALFORMED_QUERY', message });
}

/** A page of a query. */
const RECORDS_MAX = 2_000;

const SOQL = new RegExp(
  `^\\s*SELECT\\s+([\\w, ]+|COUNT\\(\\))\\s+FROM\\s+${NOTE_OBJECT}` +
    "(?:\\s+WHERE\\s+(\\w+)\\s*=\\s*'((?:[^'\\\\]|\\\\')*)')?(?:\\s+LIMIT\\s+(\\d{1,4}))?\\s*$",
  'i',
);
