import { searchWords } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { NewTransaction } from '../engine-store.ts';

/** A business key that is taken is a unique violation: the caller looks again and starts over. */
export async function insertTransactions(
  db: Queryable,
  starts: readonly NewTransaction[],
): Promise<void> {
  if (starts.length === 0) return;
  await db.query({
    name: 'insert_transactions',
    text: INSERT_TRANSACTIONS,
    values: [JSON.stringify(starts.map(toTransactionRow))],
  });
}

const INSERT_TRANSACTIONS = `
  insert into transaction
    (transaction_id, process, process_version, legal_entity, business_key, ordering_key,
     correlation_id, traceparent, application_id, channel, number, customer, party_name,
     amount_minor, currency, status, input, state, accepted_at, finished_at, words)
  select
    transaction_id, process, process_version, legal_entity, business_key, ordering_key,
    correlation_id, traceparent, application_id, channel, number, customer, party_name,
    amount_minor, currency, status, input, state, accepted_at,
    case when finished then now() end, array_to_tsvector(words)
  from jsonb_to_recordset($1::jsonb) as start
    (transaction_id text, process text, process_version integer, legal_entity text,
     business_key text, ordering_key text, correlation_id text, traceparent text,
     application_id text, channel text, number text, customer text, party_name text,
     amount_minor numeric, currency text, status text, input jsonb, state jsonb,
     accepted_at timestamptz, finished boolean, words text[])
`;

function toTransactionRow({ transaction, progress }: NewTransaction) {
  const { status } = progress.state;
  return {
    transaction_id: transaction.transactionId,
    process: transaction.process,
    process_version: transaction.processVersion,
    legal_entity: transaction.legalEntity,
    business_key: transaction.businessKey,
    ordering_key: transaction.orderingKey,
    correlation_id: transaction.correlationId,
    traceparent: transaction.traceparent,
    application_id: transaction.applicationId,
    channel: transaction.channel,
    number: transaction.number,
    customer: transaction.customer,
    party_name: transaction.partyName,
    amount_minor: transaction.amount?.minor.toString(),
    currency: transaction.amount?.currency,
    status,
    input: transaction.input,
    state: progress.state,
    accepted_at: transaction.acceptedAt,
    finished: isFinished(status),
    words: wordsToFind(transaction),
  };
}

/** Marked words are found as a whole only: an amount without its sign, and the correlation id. */
function wordsToFind(transaction: NewTransaction['transaction']): readonly string[] {
  const { number, customer, partyName, amount, correlationId } = transaction;
  return [
    ...searchWords(number, customer, partyName),
    ...(amount ? [`=${amount.minor.toString().replace('-', '')}`] : []),
    `#${correlationId.toLowerCase()}`,
  ];
}

export function isFinished(status: string): boolean {
  return status === 'done' || status === 'refused' || status === 'taken_back';
}
