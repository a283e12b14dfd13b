/**
 * What became of the lines of a batch, in their order, and how much money that is: exact sums per
 * currency, of what was accepted and of what was refused.
 */

import type { AcceptOutcome } from '@kontor/engine';
import type { BatchMode, InvoiceBatch, InvoiceLineOutcome } from '@kontor/contracts';
import {
  money,
  toDecimal,
  unreachable,
  type CurrencyCode,
  type Instant,
  type Money,
  type Problem,
} from '@kontor/kernel';
import type { CheckedLine } from './check-line.ts';
import { toLineProblem } from './to-line-problem.ts';

export type BatchRecord = {
  /** Keeps the place of the line; what is wrong with it is written down at once. */
  note(checked: CheckedLine): LinePlace;
  /** What the database said of a line that nothing was wrong with. */
  settle(place: LinePlace, outcome: AcceptOutcome, transactionId: string): void;
  readonly lines: number;
  refused(): readonly InvoiceLineOutcome[];
  toBatch(mode: BatchMode): InvoiceBatch;
};

/** A line with its place among the outcomes. */
export type LinePlace = CheckedLine & { readonly place: number };

export function openBatchRecord(): BatchRecord {
  const outcomes: InvoiceLineOutcome[] = [];
  const sums = new Map<CurrencyCode, Sums>();
  const counts = { accepted: 0, replayed: 0, refused: 0, withoutAmount: 0 };

  function count(side: keyof Sums, amount: Money | undefined): void {
    counts[side] += 1;
    if (!amount) {
      counts.withoutAmount += 1;
      return;
    }
    const sum = sums.get(amount.currency) ?? noSums();
    sum[side].count += 1;
    sum[side].minor += amount.minor;
    sums.set(amount.currency, sum);
  }

  function refuse({ place, amount, line, document }: LinePlace, problem: Problem, holder?: string) {
    count('refused', amount);
    outcomes[place] = {
      ...{ line, outcome: 'refused', ...document },
      ...(holder !== undefined && { transaction: holder }),
      problem: toLineProblem(problem),
    };
  }

  function accept({ place, amount, line, document }: LinePlace, id: string, isReplay: boolean) {
    count('accepted', amount);
    if (isReplay) counts.replayed += 1;
    outcomes[place] = {
      ...{ line, outcome: 'accepted', ...document, transaction: id },
      ...(isReplay && { replayed: true }),
    };
  }

  return {
    get lines() {
      return outcomes.length;
    },
    note(checked) {
      const noted = { ...checked, place: outcomes.length };
      outcomes.push({ line: checked.line, outcome: 'refused' });
      if (checked.problem) refuse(noted, checked.problem);
      return noted;
    },
    settle(place, outcome, transactionId) {
      switch (outcome.kind) {
        case 'accepted':
          return accept(place, transactionId, false);
        case 'replayed':
          return accept(place, outcome.transactionId, true);
        case 'key_reused':
          return refuse(place, KEY_REUSED);
        case 'duplicate':
          return refuse(place, duplicateOf(outcome.transactionId), outcome.transactionId);
        case 'deleted':
          return refuse(place, deletedAt(outcome.at));
        default:
          return unreachable(outcome);
      }
    },
    refused: () => outcomes.filter(({ problem }) => problem !== undefined),
    toBatch: (mode) => {
      const totals = toTotals(sums);
      return { mode, lines: outcomes.length, ...counts, totals, outcomes };
    },
  };
}

function deletedAt(at: Instant): Problem {
  return { code: 'document_was_deleted', detail: `It was deleted on ${at.slice(0, 10)}.` };
}

function duplicateOf(holder: string): Problem {
  return { code: 'duplicate_business_key', detail: `Transaction ${holder} holds this document.` };
}

type Sum = { count: number; minor: bigint };
type Sums = { readonly accepted: Sum; readonly refused: Sum };

function noSums(): Sums {
  return { accepted: { count: 0, minor: 0n }, refused: { count: 0, minor: 0n } };
}

function toTotals(sums: ReadonlyMap<CurrencyCode, Sums>): InvoiceBatch['totals'] {
  return [...sums]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([currency, { accepted, refused }]) => ({
      currency,
      accepted: toTotal(accepted, currency),
      refused: toTotal(refused, currency),
    }));
}

function toTotal({ count, minor }: Sum, currency: CurrencyCode) {
  return { count, amount: toDecimal(money(minor, currency)) };
}

const KEY_REUSED: Problem = {
  code: 'idempotency_key_reused',
  detail: 'An invoice with this number, and other content, was accepted under this key.',
};
