/**
 * The chain of an account: its statements in their order, each joined to the one before it or
 * broken off from it, with the sentence that says where. Pure.
 */

import type { StatementLink } from '@kontor/contracts';
import type { BankingDay } from '@kontor/kernel';
import { inChainOrder } from '@kontor/reconciliation';
import { toMoneyWire } from '../../wire/to-money-wire.ts';
import { wordMoney } from '../../wire/wording.ts';
import type { StatementRow } from './read-month-statements.ts';

/** `firstDay` is that of the account's first statement, which has none before it to join. */
export function toChain(
  rows: readonly StatementRow[],
  firstDay: BankingDay | null,
): readonly StatementLink[] {
  const booked = inOrder(rows.filter(({ status }) => status === 'booked'));
  const links = booked.map((row, index) => toLink(row, booked[index - 1], firstDay));
  const others = rows.filter(({ status }) => status !== 'booked').map((row) => toLoose(row));
  return [...links, ...others].sort(byDay);
}

export function toLink(
  row: StatementRow,
  before: StatementRow | undefined,
  firstDay: BankingDay | null,
): StatementLink {
  if (row.follows !== null) return { ...toFigures(row), joins: 'joined' };
  if ((row.from_day ?? row.to_day) === firstDay) return { ...toFigures(row), joins: 'first' };
  return { ...toFigures(row), joins: 'broken', reason: breakOf(row, before) };
}

/** One that is not booked: it waits for another, or nothing of it can be trusted. */
export function toLoose(row: StatementRow): StatementLink {
  const reason = row.reason ?? (row.status === 'quarantined' ? QUARANTINED : undefined);
  return { ...toFigures(row), joins: 'broken', ...(reason !== undefined && { reason }) };
}

function toFigures(row: StatementRow): Omit<StatementLink, 'joins' | 'reason'> {
  const { currency } = row;
  const amount = (minor: string | bigint) => toMoneyWire(minor, currency);
  return {
    statement: row.bank_statement_id,
    bankFile: row.bank_file_id,
    number: row.statement_id,
    ...(row.sequence_number !== null && { sequenceNumber: row.sequence_number }),
    ...(row.from_day !== null && { fromDay: row.from_day }),
    toDay: row.to_day,
    status: row.status,
    ...(currency !== '' && {
      ...(row.opening_minor !== null && { opening: amount(row.opening_minor) }),
      credits: amount(row.credit_minor),
      debits: amount(-BigInt(row.debit_minor)),
      ...(row.closing_minor !== null && { closing: amount(row.closing_minor) }),
    }),
    entries: row.entry_count,
    entriesOpen: row.entries_open,
  };
}

function breakOf(row: StatementRow, before: StatementRow | undefined): string {
  if (!before || row.opening_minor === null || before.closing_minor === null) {
    return 'The statement before it is missing.';
  }
  const text = (minor: string) => wordMoney(toMoneyWire(minor, row.currency));
  return (
    `Statement ${before.statement_id} of ${before.to_day} closed with ` +
    `${text(before.closing_minor)}, and this one opens with ${text(row.opening_minor)}: what lies ` +
    'between is missing.'
  );
}

/** In the order of the books: the bank's numbers decide among statements of one day. */
function inOrder(booked: readonly StatementRow[]): readonly StatementRow[] {
  const byId = new Map(booked.map((row) => [row.bank_statement_id, row]));
  const chained = booked.map((row) => ({
    id: row.bank_statement_id,
    statementId: row.statement_id,
    toDay: row.to_day,
    opening: BigInt(row.opening_minor ?? 0),
    closing: BigInt(row.closing_minor ?? 0),
    ...(row.sequence_number !== null && { sequenceNumber: row.sequence_number }),
    ...(row.page !== null && { page: row.page }),
    ...(row.follows !== null && { follows: row.follows }),
  }));
  return inChainOrder(chained).flatMap(({ id }) => byId.get(id) ?? []);
}

function byDay(left: StatementLink, right: StatementLink): number {
  return left.toDay < right.toDay ? -1 : left.toDay > right.toDay ? 1 : 0;
}

const QUARANTINED = 'Nothing of it is booked: the reasons stand at its file.';
