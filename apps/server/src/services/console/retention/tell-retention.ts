/** Terms and months in words. */

import type { RetainedMonth, TraceTerm } from '@kontor/contracts';
import { wordMonth } from '@kontor/governance';
import { plusDays, type BankingDay, type Instant } from '@kontor/kernel';
import { recordMayGoOn, recordsDueBefore } from '../../../retention/records-due-before.ts';
import type { RecordTerm } from '../../../retention/record-terms.ts';
import type { RetentionTerms } from '../../../retention/retention-terms.ts';
import { monthAfter } from '../../records/month-span.ts';

export function tellRecordTerm(country: string, term: RecordTerm | undefined): string {
  if (!term) return 'For ever: no term is set, so nothing falls due.';
  const { years, yearEndsInMonth, saidOf } = term;
  const year =
    yearEndsInMonth === 12
      ? 'the calendar year'
      : `the fiscal year (to ${wordMonth(yearEndsInMonth)})`;
  const whose = saidOf === 'country' ? ` (${country})` : '';
  return `${years} years after the end of ${year}${whose}.`;
}

export type MonthQuestion = {
  readonly month: string;
  readonly asOf: Instant;
  /** Of each legal entity that is meant; undefined where one has none. */
  readonly terms: readonly (RecordTerm | undefined)[];
};

/** From when what was accepted in a month may go, as far as terms are concerned. */
export function tellMonth({
  month,
  asOf,
  terms,
}: MonthQuestion): Pick<RetainedMonth, 'mayGoOn' | 'isPast' | 'sentence'> {
  const known = terms.filter((term) => term !== undefined);
  if (known.length === 0) {
    return { isPast: false, sentence: 'It is kept for ever: no term is set.' };
  }
  const firstDay = `${month}-01` as BankingDay;
  const lastDay = plusDays(`${monthAfter(month)}-01` as BankingDay, -1);
  const [earliest] = known.map((term) => recordMayGoOn(firstDay, term)).sort();
  const isPast = known.some((term) => firstDay < recordsDueBefore(asOf, term));
  const sentence = isPast
    ? `Terms end since ${earliest}: what nothing else keeps is due.`
    : `Nothing of it may go before ${earliest}.`;
  if (known.length < terms.length) {
    return { isPast, sentence: `${sentence} Legal entities without a term keep theirs for ever.` };
  }
  const mayGoOn = known
    .map((term) => recordMayGoOn(lastDay, term))
    .sort()
    .at(-1);
  return { isPast, sentence, ...(mayGoOn !== undefined && { mayGoOn }) };
}

export function tellTraces(terms: RetentionTerms): TraceTerm[] {
  return [
    {
      what: 'Idempotency keys, with the reply',
      days: terms.idempotencyKeysDays,
      why: 'The API promises callers thirty days.',
    },
    {
      what: 'Notes of prevented duplicates',
      days: terms.preventedDuplicatesDays,
      why: 'Reports compare a year with the one before.',
    },
    {
      what: 'Webhook deliveries, with their attempts',
      days: terms.webhookDeliveriesDays,
      why: 'They hold copies of events; a receiver can ask for a while what it was told.',
    },
    {
      what: 'What a connection did, by the ten seconds',
      days: terms.connectionSamplesDays,
      why: 'Screens show the last hour.',
    },
  ];
}
