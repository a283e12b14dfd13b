/**
 * How we are doing: every report from its own statement, all of them asked at once. They read what
 * is committed while they run, so two reports may differ by what happened in between.
 */

import type { ConsoleReports, PostingReport } from '@kontor/contracts';
import type { ProcessCatalogue } from '@kontor/engine';
import type { Clock } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { ConsoleReportsPlace } from '../../../gateway/console-services.ts';
import type { Call } from '../../../gateway/services.ts';
import { readControlTotals } from '../../governance/read-control-totals.ts';
import { listPrevented } from './list-prevented.ts';
import { readExceptionDays } from './read-exception-days.ts';
import { readFirstDay } from './read-first-day.ts';
import { readOpenAges } from './read-open-ages.ts';
import { readPostingDays } from './read-posting-days.ts';
import { readPreventedDays } from './read-prevented-days.ts';
import { readReceiptDays } from './read-receipt-days.ts';
import { readResolutionTimes } from './read-resolution-times.ts';
import { DAYS_MAX, spanOf, type Span, type SpanQuery } from './span.ts';
import { toDuplicates, toExceptions, toMatching, toPosting } from './to-reports.ts';

export type ReportsOptions = {
  readonly pool: Queryable;
  readonly clock: Clock;
  readonly catalogue: ProcessCatalogue;
};

export function reportsService(options: ReportsOptions): ConsoleReportsPlace {
  return {
    async read(call, query) {
      const span = spanOf(options.clock, call, query);
      if (!span) return { kind: 'unacceptable', errors: [NO_SUCH_DAYS] };
      return { kind: 'found', value: await readReports(options, call, { span, query }) };
    },
    async duplicates(call, { kind = 'same-key', ...query }, page) {
      const span = spanOf(options.clock, call, query);
      if (!span) return { kind: 'unacceptable', errors: [NO_SUCH_DAYS] };
      const value = await listPrevented(options.pool, call, { kind, span }, page);
      return { kind: 'found', value };
    },
  };
}

async function readReports(
  { pool, clock, catalogue }: ReportsOptions,
  call: Call,
  { span, query }: { readonly span: Span; readonly query: SpanQuery },
): Promise<ConsoleReports> {
  const asOf = clock.now();
  const { legalEntity } = query;
  const [posting, ages, days, times, prevented, receipts, totals, firstDay] = await Promise.all([
    readPostings(pool, catalogue, span),
    readOpenAges(pool, span.legalEntities, asOf),
    readExceptionDays(pool, span),
    readResolutionTimes(pool, span),
    readPreventedDays(pool, span),
    readReceiptDays(pool, span),
    readControlTotals(pool, call, {
      from: span.from,
      to: span.to,
      ...(legalEntity !== undefined && { legalEntity }),
    }),
    readFirstDay(pool, span.legalEntities),
  ]);
  return {
    from: span.firstDay,
    to: span.lastDay,
    asOf,
    ...(firstDay !== undefined && { firstDay }),
    posting: [...posting],
    exceptions: toExceptions(ages, days, times),
    duplicates: toDuplicates(prevented),
    matching: toMatching(receipts),
    controlTotals: totals.rows,
  };
}

/** Of every process that promises when something is posted. */
async function readPostings(
  db: Queryable,
  catalogue: ProcessCatalogue,
  span: Span,
): Promise<readonly PostingReport[]> {
  const names = [...new Set(catalogue.all.map(({ name }) => name))].sort().reverse();
  return Promise.all(
    names.flatMap((process) => {
      const { title, about } = catalogue.latest(process);
      const serviceLevel = about?.serviceLevel;
      if (!serviceLevel) return [];
      return [
        readPostingDays(db, span, { process, serviceLevel }).then((rows) => ({
          process,
          title,
          serviceLevel: { ...serviceLevel },
          ...toPosting(rows),
        })),
      ];
    }),
  );
}

const NO_SUCH_DAYS = {
  code: 'days_unacceptable',
  at: '/from',
  detail: `From a day to the same or a later one, at most ${DAYS_MAX} of them.`,
};
