import type { Page, PageRequest, TransactionMessage } from '@kontor/contracts';
import type { Instant, TransactionId } from '@kontor/kernel';
import type { Message } from '@kontor/process';
import type { Queryable } from '@kontor/postgres';
import type { Absent, Call, Found } from '../../gateway/services.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { maskValues } from '../wire/mask-values.ts';
import { readTransactions } from './read-transactions.ts';

/**
 * The stream, oldest first. It is stored as one row for each arrival with the decisions it led to;
 * here every message has a place of its own, counted through. Who read it is recorded before they
 * do.
 */
export async function listMessages(
  db: Queryable,
  call: Call,
  id: TransactionId,
  { size, after }: PageRequest,
): Promise<Found<Page<TransactionMessage>> | Absent> {
  const [transaction] = await readTransactions(db, [id], legalEntitiesOf(call));
  if (!transaction) return { kind: 'absent' };
  await writeAuditEntry(db, {
    actor: call.actor.subject,
    action: 'transaction.messages_read',
    subject: { kind: 'transaction', id },
    legalEntity: transaction.legal_entity,
    correlationId: call.correlationId,
  });
  const { rows } = await db.query<MessageRow>({
    name: 'list_transaction_messages',
    text: LIST_TRANSACTION_MESSAGES,
    values: [id, after ?? '0', size + 1],
  });
  const items = rows.slice(0, size).map(fromMessageRow);
  const last = rows[size - 1];
  const value = rows.length > size && last ? { items, next: last.place } : { items };
  return { kind: 'found', value };
}

const LIST_TRANSACTION_MESSAGES = `
  select place::integer as position, place, recorded_at, message
  from (
    select row_number() over (order by position, nth) as place, recorded_at, message
    from transaction_message
    cross join lateral jsonb_array_elements(messages) with ordinality as line (message, nth)
    where transaction_id = $1
  ) as stream
  where place > $2::bigint
  order by place
  limit $3
`;

type MessageRow = {
  readonly position: number;
  readonly place: string;
  readonly recorded_at: Instant;
  readonly message: Message;
};

function fromMessageRow({ position, recorded_at, message }: MessageRow): TransactionMessage {
  const { type, ...data } = message;
  return { position, at: recorded_at, type, data: maskValues(data) };
}
