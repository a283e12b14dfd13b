/** The law of records in other words than the code's: by ends of years and whole dates. */

import { present, type Instant } from '@kontor/kernel';
import type { RecordStanding } from '../record-standing.ts';
import type { RecordTerms } from '../record-terms.ts';
import type { SomeHold, SomeRecord } from './some-records.ts';

export type Scene = {
  readonly asOf: Instant;
  readonly terms: RecordTerms;
  readonly records: readonly SomeRecord[];
  readonly holds: readonly SomeHold[];
};

export function standingOf(id: string, scene: Scene): RecordStanding {
  const record = recordIn(scene, id);
  if (isHeld(record, scene)) return 'held';
  if (!scene.terms.has(record.legalEntity)) return 'no_term';
  if (isYoung(record, scene)) return 'young';
  if (!isFinished(record)) return 'unfinished';
  if (record.open !== 'nothing') return 'open';
  const isKept = (other: SomeRecord) =>
    other.legalEntity !== record.legalEntity ||
    !isFinished(other) ||
    isHeld(other, scene) ||
    !scene.terms.has(other.legalEntity) ||
    isYoung(other, scene) ||
    other.open !== 'nothing';
  return [...linkedTo(record, scene)].some(isKept) ? 'linked' : 'due';
}

/** Itself, and whatever can be reached by payments in either direction. */
function linkedTo(record: SomeRecord, { records }: Scene): ReadonlySet<SomeRecord> {
  const reached = new Set([record]);
  for (const one of reached) {
    for (const other of records) {
      if (other.pays === one.id || other.id === one.pays) reached.add(other);
    }
  }
  return reached;
}

function isHeld(record: SomeRecord, { holds }: Scene): boolean {
  return holds.some(
    (hold) =>
      hold.status !== 'released' &&
      (hold.legalEntity ?? record.legalEntity) === record.legalEntity &&
      (hold.process ?? record.process) === record.process &&
      (hold.customer === null || hold.customer === record.customer) &&
      Date.parse(hold.from ?? EVER.from) <= Date.parse(record.acceptedAt) &&
      Date.parse(record.acceptedAt) < Date.parse(hold.to ?? EVER.to),
  );
}

function isYoung(record: SomeRecord, { asOf, terms }: Scene): boolean {
  const term = present(terms.get(record.legalEntity), 'it has one');
  const lastMs = Math.max(
    Date.parse(record.acceptedAt) + 14 * HOUR_MS,
    Date.parse(record.finishedAt ?? record.acceptedAt) + 14 * HOUR_MS,
    Date.parse(`${record.issueDate ?? '2000-01-01'}T00:00:00Z`),
  );
  const day = new Date(lastMs);
  // The last moment of the year that it belongs to: of this calendar year, or of the next one.
  let endMs = Date.UTC(day.getUTCFullYear(), term.yearEndsInMonth, 1) - 1;
  let endYear = day.getUTCFullYear();
  if (endMs < lastMs) endMs = Date.UTC(++endYear, term.yearEndsInMonth, 1) - 1;
  const overMs = Date.UTC(endYear + term.years, term.yearEndsInMonth, 1);
  return Date.parse(asOf) - 12 * HOUR_MS < overMs;
}

function isFinished({ status }: SomeRecord): boolean {
  return !['working', 'waiting', 'parked'].includes(status);
}

function recordIn({ records }: Scene, id: string): SomeRecord {
  return present(
    records.find((each) => each.id === id),
    'it was written',
  );
}

const HOUR_MS = 3_600_000;
/** Nothing was accepted before or after it. */
const EVER = { from: '2000-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };
