import { currency, money, type Instant, type TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { TransactionState } from '@kontor/process';
import type { StoredTransaction } from '../engine-store.ts';

export async function readTransaction(
  db: Queryable,
  transactionId: TransactionId,
): Promise<StoredTransaction | undefined> {
  const { rows } = await db.query<TransactionRow>({
    name: 'read_transaction',
    text: `select ${TRANSACTION_COLUMNS} from transaction where transaction_id = $1`,
    values: [transactionId],
  });
  return rows[0] && fromTransactionRow(rows[0]);
}

/**
 * By their names: a prepared statement that answers `transaction.*` fails once the next release
 * has added a column.
 */
export const TRANSACTION_COLUMNS = [
  ...['transaction_id', 'process', 'process_version', 'legal_entity', 'business_key'],
  ...['ordering_key', 'correlation_id', 'traceparent', 'application_id', 'channel', 'accepted_at'],
  ...['number', 'customer', 'party_name', 'amount_minor', 'currency', 'input', 'state', 'version'],
]
  .map((column) => `transaction.${column}`)
  .join(', ');

export type TransactionRow = {
  readonly transaction_id: string;
  readonly process: string;
  readonly process_version: number;
  readonly legal_entity: string;
  readonly business_key: string;
  readonly ordering_key: string;
  readonly correlation_id: string;
  readonly traceparent: string | null;
  readonly application_id: string;
  readonly channel: 'api' | 'file' | 'engine';
  readonly accepted_at: Instant;
  readonly number: string;
  readonly customer: string | null;
  readonly party_name: string | null;
  readonly amount_minor: string | null;
  readonly currency: string | null;
  readonly input: unknown;
  readonly state: TransactionState;
  readonly version: number;
};

export function fromTransactionRow(row: TransactionRow): StoredTransaction {
  return {
    transactionId: row.transaction_id as TransactionId,
    process: row.process,
    processVersion: row.process_version,
    legalEntity: row.legal_entity,
    businessKey: row.business_key,
    orderingKey: row.ordering_key,
    correlationId: row.correlation_id,
    applicationId: row.application_id,
    channel: row.channel,
    acceptedAt: row.accepted_at,
    number: row.number,
    input: row.input,
    state: row.state,
    version: row.version,
    ...(row.traceparent !== null && { traceparent: row.traceparent }),
    ...(row.customer !== null && { customer: row.customer }),
    ...(row.party_name !== null && { partyName: row.party_name }),
    ...(row.amount_minor !== null &&
      row.currency !== null && {
        amount: money(BigInt(row.amount_minor), currency(row.currency)),
      }),
  };
}
