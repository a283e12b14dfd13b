/** Rows of the database as the reports of the contract. Pure. */

import type {
  DuplicateReport,
  ExceptionAge,
  ExceptionReport,
  MatchingReport,
  PostingReport,
} from '@kontor/contracts';
import { toMoneyWireOrNone } from '../../wire/to-money-wire.ts';
import type { ExceptionDayRow } from './read-exception-days.ts';
import type { OpenAgeRow } from './read-open-ages.ts';
import type { PostingRow } from './read-posting-days.ts';
import type { PreventedRow } from './read-prevented-days.ts';
import type { ReceiptRow } from './read-receipt-days.ts';
import type { ResolutionTimes } from './read-resolution-times.ts';

export function toPosting(rows: readonly PostingRow[]): Pick<PostingReport, 'total' | 'days'> {
  const total = rows.find(({ day }) => day === null);
  return {
    total: total ? toPostingNumbers(total) : NO_POSTING,
    days: rows.flatMap((row) =>
      row.day === null ? [] : [{ day: row.day, ...toPostingNumbers(row) }],
    ),
  };
}

function toPostingNumbers(row: PostingRow): PostingReport['total'] {
  return {
    accepted: row.accepted,
    posted: row.posted,
    refused: row.refused,
    takenBack: row.taken_back,
    stopped: row.stopped,
    working: row.working,
    inTime: row.in_time,
    ...toPercentiles(row.percentiles),
  };
}

export function toExceptions(
  ages: readonly OpenAgeRow[],
  days: readonly ExceptionDayRow[],
  { by_people: resolvedByPeople, percentiles }: ResolutionTimes,
): ExceptionReport {
  const sum = (field: 'opened' | 'resolved') => days.reduce((total, row) => total + row[field], 0);
  return {
    open: AGES.map((age) => toOpenAge(age, ages)).filter(({ count }) => count > 0),
    opened: sum('opened'),
    resolved: sum('resolved'),
    resolvedByPeople,
    ...toPercentiles(percentiles),
    days: [...days],
  };
}

function toOpenAge(
  age: ExceptionAge,
  rows: readonly OpenAgeRow[],
): ExceptionReport['open'][number] {
  const ofAge = rows.filter((row) => row.age === age);
  return {
    age,
    count: ofAge.reduce((total, { count }) => total + count, 0),
    values: ofAge.flatMap(({ minor, currency }) => toMoneyWireOrNone(minor, currency) ?? []),
  };
}

export function toDuplicates(rows: readonly PreventedRow[]): DuplicateReport {
  const days = Map.groupBy(rows, ({ day }) => day);
  return {
    total: sumOfDuplicates(rows),
    days: [...days].map(([day, ofDay]) => ({ day, ...sumOfDuplicates(ofDay) })).sort(byDay),
  };
}

function sumOfDuplicates(rows: readonly PreventedRow[]): DuplicateReport['total'] {
  const timesOf = (kind: PreventedRow['kind']) =>
    rows.reduce((total, row) => (row.kind === kind ? total + row.times : total), 0);
  return {
    sameKey: timesOf('same_key'),
    sameDocument: timesOf('same_document'),
    foundByLookUp: timesOf('found_by_look_up'),
    sameFile: timesOf('same_file'),
    sameStatement: timesOf('same_statement'),
  };
}

export function toMatching(rows: readonly ReceiptRow[]): MatchingReport {
  const days = Map.groupBy(rows, ({ day }) => day);
  const byRule = Map.groupBy(
    rows.filter(({ rule }) => rule !== null),
    ({ rule }) => rule ?? '',
  );
  return {
    total: sumOfReceipts(rows),
    rules: [...byRule]
      .map(([rule, ofRule]) => ({ rule, receipts: countOf(ofRule) }))
      .sort((left, right) => right.receipts - left.receipts),
    days: [...days].map(([day, ofDay]) => ({ day, ...sumOfReceipts(ofDay) })).sort(byDay),
  };
}

function sumOfReceipts(rows: readonly ReceiptRow[]): MatchingReport['total'] {
  const having = (became: ReceiptRow['became']) =>
    countOf(rows.filter((row) => row.became === became));
  return {
    receipts: countOf(rows),
    byRules: having('by_rules'),
    byPeople: having('by_people'),
    returned: having('returned'),
    open: having('open'),
  };
}

function countOf(rows: readonly ReceiptRow[]): number {
  return rows.reduce((total, { receipts }) => total + receipts, 0);
}

/** Absent where there was nothing to measure: no time is not a short time. */
function toPercentiles(percentiles: readonly (number | null)[] | null) {
  const [p50, p95] = percentiles ?? [];
  if (p50 === undefined || p50 === null || p95 === undefined || p95 === null) return {};
  return { p50Ms: Math.max(0, Math.round(p50)), p95Ms: Math.max(0, Math.round(p95)) };
}

function byDay(left: { readonly day: string }, right: { readonly day: string }): number {
  return left.day < right.day ? -1 : 1;
}

const AGES: readonly ExceptionAge[] = ['hour', 'day', 'three-days', 'week', 'older'];
const NO_POSTING = {
  accepted: 0,
  posted: 0,
  refused: 0,
  takenBack: 0,
  stopped: 0,
  working: 0,
  inTime: 0,
};
