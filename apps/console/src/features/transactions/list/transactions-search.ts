/** What of the list of transactions stands in the address: every filter, by the API's own names. */

import type { ConsoleState, TransactionKind } from '@kontor/contracts';
import type { CallOptions } from '../../../lib/call.ts';
import { toDate, today } from '../../../lib/clock.ts';
import type { listConsoleTransactions } from '@kontor/contracts';

export type TransactionsSearch = {
  readonly text?: string;
  readonly state?: ConsoleState;
  readonly kind?: TransactionKind;
  readonly process?: string;
  readonly legalEntity?: string;
  readonly customer?: string;
  readonly application?: string;
  readonly currency?: string;
  readonly amountFrom?: string;
  readonly amountTo?: string;
  /** First day, where the person is: YYYY-MM-DD, or `today`. */
  readonly from?: string;
  /** Last day, which is included. */
  readonly until?: string;
  readonly late?: true;
  readonly sort?: 'oldest-unfinished';
};

export function validateTransactionsSearch(search: Record<string, unknown>): TransactionsSearch {
  const texts = Object.fromEntries(
    TEXTS.flatMap((name) => {
      const value = search[name];
      // A number in an address is read as one: an invoice number can look like it.
      const text = typeof value === 'number' ? String(value) : value;
      return typeof text === 'string' && text.trim() !== '' ? [[name, text.trim()]] : [];
    }),
  );
  const state = stateOf(search['state'] ?? search['status']);
  const kind = KINDS.find((known) => known === search['kind']);
  return {
    ...texts,
    ...(state && { state }),
    ...(kind && { kind }),
    ...(DAY.test(String(search['from'])) && { from: String(search['from']) }),
    ...(DAY.test(String(search['until'])) && { until: String(search['until']) }),
    ...(search['late'] === true && { late: true }),
    ...(search['sort'] === 'oldest-unfinished' && { sort: 'oldest-unfinished' }),
  };
}

type Query = NonNullable<CallOptions<typeof listConsoleTransactions>['query']>;

/** Days are those of the person: they begin at their midnight. */
export function toQuery({ from, until, ...same }: TransactionsSearch): Query {
  return {
    ...same,
    ...(from !== undefined && { from: midnightOf(from) }),
    ...(until !== undefined && { to: midnightOf(until, 1) }),
  };
}

function midnightOf(day: string, daysLater = 0): string {
  const midnight = toDate(`${day === 'today' ? today() : day}T00:00:00`);
  midnight.setDate(midnight.getDate() + daysLater);
  return midnight.toISOString();
}

/** Other places name what the engine keeps; the list shows the few states that people see. */
function stateOf(value: unknown): ConsoleState | undefined {
  if (value === 'parked') return 'waiting';
  if (value === 'taken_back') return 'refused';
  return STATES.find((known) => known === value);
}

export const STATES: readonly ConsoleState[] = [
  ...(['working', 'waiting', 'held', 'done', 'refused', 'in-doubt'] as const),
];
export const KINDS: readonly TransactionKind[] = [
  ...(['invoice', 'credit-note', 'payment', 'document'] as const),
];
const TEXTS = [
  ...(['text', 'process', 'legalEntity', 'customer', 'application', 'currency'] as const),
  ...(['amountFrom', 'amountTo'] as const),
];
const DAY = /^(today|\d{4}-\d{2}-\d{2})$/;
