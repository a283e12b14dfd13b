import type {
  listTransactions as contract,
  Page,
  PageRequest,
  Transaction,
} from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import type { Call, FiltersOf } from '../../gateway/services.ts';
import { filter, mapPage, readPage } from '../listing/read-page.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { fromTransactionRow, SELECT_TRANSACTION, type TransactionRow } from './transaction-row.ts';

/** Newest first. */
export async function listTransactions(
  db: Queryable,
  call: Call,
  filters: FiltersOf<typeof contract>,
  page: PageRequest,
): Promise<Page<Transaction>> {
  const rows = await readPage<TransactionRow>(
    db,
    {
      name: 'list_transactions',
      select: SELECT_TRANSACTION,
      conditions: [
        { sql: 'transaction.legal_entity = any($::text[])', value: legalEntitiesOf(call) },
        filter('transaction.status = $', filters.status),
        filter('transaction.process = $', filters.process),
        filter('transaction.legal_entity = $', filters.legalEntity),
        filter('transaction.number = $', filters.number),
        filter('transaction.customer = $', filters.customer),
        filter('transaction.accepted_at >= $::timestamptz', filters.from),
        filter('transaction.accepted_at < $::timestamptz', filters.to),
      ],
      order: {
        keys: [
          { sql: 'transaction.accepted_at', type: 'timestamptz' },
          { sql: 'transaction.transaction_id', type: 'text' },
        ],
        direction: 'desc',
      },
    },
    page,
  );
  return mapPage(rows, fromTransactionRow);
}
