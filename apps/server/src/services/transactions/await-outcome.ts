import type { Transaction } from '@kontor/contracts';
import type { TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Call } from '../../gateway/services.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { readTransactions } from './read-transactions.ts';
import { fromTransactionRow } from './transaction-row.ts';
import type { OutcomeWatch } from './watch-outcomes.ts';

/** The transaction when it came to rest, or as it is when the time is over. */
export async function awaitOutcome(
  { db, watch }: { readonly db: Queryable; readonly watch: OutcomeWatch },
  call: Call,
  id: TransactionId,
  { waitMs, signal }: { readonly waitMs: number; readonly signal: AbortSignal },
): Promise<Transaction | undefined> {
  const { legalEntities } = call.actor;
  const outcome = await watch.wait(id, { legalEntities, waitMs, signal });
  if (outcome === 'absent') return undefined;
  if (outcome !== 'over') return fromTransactionRow(outcome);
  const [row] = await readTransactions(db, [id], legalEntitiesOf(call));
  return row && fromTransactionRow(row);
}
