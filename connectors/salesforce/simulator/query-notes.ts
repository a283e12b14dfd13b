/**
 * `GET /query?q=`: the small part of SOQL that the connector and tests use, and nothing else:
 * `SELECT Id, Status__c FROM Kontor_Note__c [WHERE Field = 'text' [AND …]] [ORDER BY Field]
 * [LIMIT n]`, or `SELECT COUNT()`. Texts are compared with `=` and `>`, instants with `>=`.
 */

import type { Ledger, LedgerEntry, SimulatedReply } from '@kontor/connector-kit/simulator';
import { NOTE_OBJECT, REFERENCE_FIELD } from './note-fields.ts';
import { jsonReply, refusalReply } from './salesforce-reply.ts';

export function queryNotes(soql: string, ledger: Ledger): SimulatedReply {
  const match = SOQL.exec(soql);
  if (!match) return malformed(soql);
  const [, fields = '', where = '', order, limit] = match;
  const conditions = readConditions(where);
  if (!conditions) return malformed(soql);
  const found = [...noteRecords(ledger)]
    .filter((record) => conditions.every((condition) => holds(record, condition)))
    .sort(order === undefined ? () => 0 : compareBy(order))
    .slice(0, limit === undefined ? RECORDS_MAX : parseInt(limit, 10));
  const records = /^COUNT\(\)$/i.test(fields.trim()) ? [] : found.map(pick(fields));
  return jsonReply(200, { totalSize: found.length, done: true, records });
}

type Condition = { readonly field: string; readonly operator: string; readonly value: string };

/** Undefined when one of them is none. */
function readConditions(where: string): readonly Condition[] | undefined {
  const conditions: Condition[] = [];
  for (let rest = where.trim(); rest !== '';) {
    const [all, field = '', operator = '', text, instant] = CONDITION.exec(rest) ?? [];
    if (all === undefined) return undefined;
    const value = text?.replace(/\\(.)/g, '$1') ?? instant?.slice(0, 19) ?? '';
    conditions.push({ field, operator, value });
    rest = rest.slice(all.length);
  }
  return conditions;
}

function holds(
  record: Readonly<Record<string, unknown>>,
  { field, operator, value }: Condition,
): boolean {
  const own = textOf(record, field);
  if (operator === '=') return own === value;
  return operator === '>' ? own > value : own.slice(0, 19) >= value;
}

function compareBy(field: string) {
  type Record = Readonly<{ [name: string]: unknown }>;
  return (left: Record, right: Record) => (textOf(left, field) < textOf(right, field) ? -1 : 1);
}

function textOf(record: Readonly<Record<string, unknown>>, field: string): string {
  const value = record[field];
  return typeof value === 'string' ? value : '';
}

/** Each record with the values that it was last written with. */
export function noteRecords(ledger: Ledger): Iterable<Readonly<Record<string, unknown>>> {
  const records = new Map<string, Record<string, unknown>>();
  for (const entry of ledger.entries()) {
    records.set(entry.number, { ...records.get(entry.number), ...toRecord(entry) });
  }
  return records.values();
}

function toRecord(entry: LedgerEntry): Record<string, unknown> {
  const { kind, reference, number, facts, at } = entry;
  const { writing: _, reference: __, ...values } = facts;
  return {
    ...values,
    Id: number,
    ...(kind === 'account-note' && {
      [REFERENCE_FIELD]: reference,
      CreatedDate: at.replace('Z', '+0000'),
    }),
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
    '(?:\\s+WHERE\\s+(.+?))?(?:\\s+ORDER BY\\s+(\\w+))?(?:\\s+LIMIT\\s+(\\d{1,4}))?\\s*$',
  'i',
);

const TEXT = "'((?:[^'\\\\]|\\\\.)*)'";
const INSTANT = '(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ)';
const CONDITION = new RegExp(
  `^(?:AND\\s+)?(\\w+)\\s*(=|>=|>)\\s*(?:${TEXT}|${INSTANT})\\s*(?=AND\\s|$)`,
  'i',
);
