import type { TransactionDetail } from '@kontor/contracts';
import type { TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Absent, Call, Found } from '../../gateway/services.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { readDeliveriesOf } from './read-deliveries-of.ts';
import { readEventsOf } from './read-events-of.ts';
import { readOpenItemOf } from './read-open-item-of.ts';
import { readTransactions } from './read-transactions.ts';
import { fromTransactionRow } from './transaction-row.ts';

/** With its deliveries, its events and what the customer owes because of it. */
export async function findTransaction(
  db: Queryable,
  call: Call,
  id: TransactionId,
): Promise<Found<TransactionDetail> | Absent> {
  const [row] = await readTransactions(db, [id], legalEntitiesOf(call));
  if (!row) return { kind: 'absent' };
  const [deliveries, events, openItem] = await Promise.all([
    readDeliveriesOf(db, id),
    readEventsOf(db, id),
    readOpenItemOf(db, id),
  ]);
  const value = { ...fromTransactionRow(row), deliveries, events, ...(openItem && { openItem }) };
  return { kind: 'found', value };
}
