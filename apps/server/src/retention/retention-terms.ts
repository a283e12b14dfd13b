/**
 * How long what is not a financial record is kept; record-terms.ts says it of those. Every term has
 * a least value, below which something that Kontor promises or shows would break; an operator may
 * keep for longer.
 */

import Type, { type Static } from 'typebox';
import { RecordsSettings } from './record-terms.ts';

export type RetentionTerms = {
  /** Of an idempotency key, from its first use. */
  readonly idempotencyKeysDays: number;
  /** Of a note that something did not happen twice, from the end of its day (UTC). */
  readonly preventedDuplicatesDays: number;
  /** Of what a connection did in ten seconds. */
  readonly connectionSamplesDays: number;
  /** Of a webhook's delivery with its attempts, from when its receiver confirmed it. */
  readonly webhookDeliveriesDays: number;
};

/** A company that says nothing. */
export const USUAL_RETENTION: RetentionTerms = {
  idempotencyKeysDays: 30,
  /** This year and the one before: what reports compare. */
  preventedDuplicatesDays: 731,
  connectionSamplesDays: 1,
  webhookDeliveriesDays: 90,
};

/** Ten years: nothing of this is a record that has to outlive the books. */
const DAYS_MAX = 3_653;

export const RetentionSettings = Type.Object(
  {
    /** The API promises callers thirty. */
    idempotencyKeysDays: days(30),
    /** A report covers up to 366 days, and the last of them is today. */
    preventedDuplicatesDays: days(367),
    /** Screens show the last hour. */
    connectionSamplesDays: days(1),
    /** A receiver that missed something has a week to ask what it was told. */
    webhookDeliveriesDays: days(7),
    /** Financial records: kept for ever unless said. */
    records: Type.Optional(RecordsSettings),
  },
  { additionalProperties: false },
);
export type RetentionSettings = Static<typeof RetentionSettings>;

/** What a company has, with what it says itself. */
export function retentionTermsOf(settings: RetentionSettings = {}): RetentionTerms {
  const { records: _records, ...terms } = settings;
  return { ...USUAL_RETENTION, ...terms };
}

function days(minimum: number) {
  return Type.Optional(Type.Integer({ minimum, maximum: DAYS_MAX }));
}
