/**
 * How much waits, per cause, system and currency, in one statement. The groups by cause are those
 * of the same filters without the cause, and the systems without the system, so that one can change
 * over; the totals are those of what is looked at.
 */

import type { ExceptionSummary } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';
import type { Call } from '../../../gateway/services.ts';
import {
  exceptionConditions,
  type ExceptionFilters,
} from '../../exceptions/exception-conditions.ts';
import { whereOf } from '../../listing/read-page.ts';
import { toMoneyWire } from '../../wire/to-money-wire.ts';
import type { ConsoleExceptionsOptions } from './console-exceptions-service.ts';
import { causeTitle } from './to-exception-line.ts';

type Group = ExceptionSummary['groups'][number];

export async function readExceptionSummary(
  options: ConsoleExceptionsOptions,
  call: Call,
  { cause, connection, ...others }: ExceptionFilters,
): Promise<ExceptionSummary> {
  const where = whereOf(exceptionConditions(call, others, options.clock.now()));
  const { rows } = await options.pool.query<GroupRow>({
    name: `read_exception_groups_${where.name}`,
    text: `${READ_EXCEPTION_GROUPS} where ${where.sql}
      group by code, exception.currency, exception.connection`,
    values: [...where.values],
  });
  const ofSystem = rows.filter((row) => connection === undefined || row.connection === connection);
  const ofCause = rows.filter(({ code }) => cause === undefined || code === cause);
  const shown = ofSystem.filter(({ code }) => cause === undefined || code === cause);
  const groups = [...Map.groupBy(ofSystem, ({ code }) => code)]
    .map(([code, group]) => toGroup(code, group, options))
    .sort((left, right) => (left.count === right.count ? 0 : right.count - left.count));
  return { ...sumsOf(shown), groups, connections: systemsOf(ofCause, options) };
}

const READ_EXCEPTION_GROUPS = `
  select exception.code, exception.currency, exception.connection, count(*)::integer as count,
         (count(*) filter (where exception.due_at < now()))::integer as overdue,
         sum(exception.amount_minor)::text as minor, min(exception.opened_at) as oldest
  from exception
  left join transaction on transaction.transaction_id = exception.transaction_id
`;

type GroupRow = {
  readonly code: string;
  readonly currency: string | null;
  readonly connection: string | null;
  readonly count: number;
  readonly overdue: number;
  readonly minor: string | null;
  readonly oldest: Instant;
};

function systemsOf(
  rows: readonly GroupRow[],
  { titleOf }: Pick<ConsoleExceptionsOptions, 'titleOf'>,
): ExceptionSummary['connections'] {
  return [...Map.groupBy(rows, ({ connection }) => connection)]
    .flatMap(([name, group]) => {
      if (name === null) return [];
      return [{ name, title: titleOf(name) ?? name, count: sumsOf(group).count }];
    })
    .sort((left, right) => (left.title < right.title ? -1 : 1));
}

function toGroup(
  code: string,
  rows: readonly GroupRow[],
  words: Pick<ConsoleExceptionsOptions, 'runbooks'>,
): Group {
  const [oldest = ''] = rows.map((row) => row.oldest).sort();
  return { cause: code, title: causeTitle(code, words), ...sumsOf(rows), oldest };
}

/** Signed as the documents are, as in the control totals. */
function sumsOf(rows: readonly GroupRow[]): Pick<Group, 'count' | 'overdue' | 'totals'> {
  const byCurrency = new Map<string, bigint>();
  for (const { currency, minor } of rows) {
    if (currency === null || minor === null) continue;
    byCurrency.set(currency, (byCurrency.get(currency) ?? 0n) + BigInt(minor));
  }
  return {
    count: rows.reduce((sum, { count }) => sum + count, 0),
    overdue: rows.reduce((sum, { overdue }) => sum + overdue, 0),
    totals: [...byCurrency]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([code, minor]) => toMoneyWire(minor, code)),
  };
}
