/** An open item as the workspace shows it: signed, with the days that it is overdue. */

import type { ReconciliationItem } from '@kontor/contracts';
import { toMoneyWire } from '../../wire/to-money-wire.ts';

export const SELECT_ITEM = `
  select item.open_item_id, item.legal_entity, item.customer, item.party_name, item.number,
         item.issue_day, item.due_day, item.currency, item.amount_minor, item.claimed_minor,
         item.status, item.transaction_id, item.version
  from open_item as item
`;

export type ItemRow = {
  readonly open_item_id: string;
  readonly legal_entity: string;
  readonly customer: string;
  readonly party_name: string | null;
  readonly number: string;
  readonly issue_day: string;
  readonly due_day: string | null;
  readonly currency: string;
  readonly amount_minor: string;
  readonly claimed_minor: string;
  readonly status: 'open' | 'partly' | 'cleared' | 'cancelled';
  readonly transaction_id: string;
  readonly version: number;
};

export function fromItemRow(row: ItemRow, today: string): ReconciliationItem {
  const isGone = row.status === 'cancelled';
  const open = isGone ? 0n : BigInt(row.amount_minor) - BigInt(row.claimed_minor);
  const overdueDays = open > 0n && row.due_day !== null ? daysBetween(row.due_day, today) : 0;
  return {
    id: row.open_item_id,
    legalEntity: row.legal_entity,
    customer: row.customer,
    ...(row.party_name !== null && { party: row.party_name }),
    number: row.number,
    kind: row.amount_minor.startsWith('-') ? 'credit-note' : 'invoice',
    amount: toMoneyWire(row.amount_minor, row.currency),
    open: toMoneyWire(open, row.currency),
    documentDay: row.issue_day,
    ...(row.due_day !== null && { dueDay: row.due_day }),
    ...(overdueDays > 0 && { overdueDays }),
    status: isGone ? 'reversed' : row.status,
    transaction: row.transaction_id,
    version: row.version,
  };
}

function daysBetween(earlier: string, later: string): number {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / DAY_MS);
}

const DAY_MS = 86_400_000;
