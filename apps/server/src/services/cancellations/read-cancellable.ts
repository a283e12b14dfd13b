/**
 * What decides whether a transaction may be cancelled, as far as can be seen without its lane:
 * where it stands, the delivery that waits or stopped, and the exception that asks about it.
 */

import { readTransaction, type Cancellation, type StoredTransaction } from '@kontor/engine';
import type { DeliveryId, ExceptionId, TransactionId } from '@kontor/kernel';
import { isCancellable, type ProcessDefinition } from '@kontor/process';
import type { Queryable } from '@kontor/postgres';
import { isInDoubt } from '../exceptions/possible-actions.ts';
import type { StoredDeliveryStatus } from '../wire/to-delivery-status.ts';
import type { CancellationsOptions } from './cancellations-service.ts';

export type Cancellable = {
  readonly transaction: StoredTransaction;
  readonly definition: ProcessDefinition;
  readonly connection?: string;
  /** What becomes of the delivery that there is. */
  readonly delivery?: NonNullable<Cancellation['delivery']>;
  /** What asks a person, and is answered by cancelling. */
  readonly exception?: { readonly id: ExceptionId; readonly version: number };
  /** Why it cannot be cancelled; absent when it can. */
  readonly obstacle?: Obstacle;
};

export type Obstacle = {
  readonly kind: 'already_sent' | 'impossible';
  readonly detail: string;
};

/** Undefined when it is not there or lies in another legal entity. */
export async function readCancellable(
  db: Queryable,
  options: Pick<CancellationsOptions, 'catalogue' | 'titleOf'>,
  id: TransactionId,
  legalEntities: readonly string[],
): Promise<Cancellable | undefined> {
  const transaction = await readTransaction(db, id);
  if (!transaction || !legalEntities.includes(transaction.legalEntity)) return undefined;
  const definition = options.catalogue.find(transaction.process, transaction.processVersion);
  const row = await readStanding(db, id);
  const { status } = transaction.state;
  const obstacle = obstacleOf(transaction, definition, row, options);
  const delivery = deliveryOf(status, row);
  return {
    transaction,
    definition,
    ...(obstacle && { obstacle }),
    ...(delivery && { delivery }),
    ...(delivery && row?.connection && { connection: row.connection }),
    ...(status !== 'working' &&
      row?.exception_id &&
      row.exception_version !== null && {
        exception: { id: row.exception_id as ExceptionId, version: row.exception_version },
      }),
  };
}

function deliveryOf(
  status: StoredTransaction['state']['status'],
  row: StandingRow | undefined,
): Cancellable['delivery'] | undefined {
  if (!row?.delivery_id) return undefined;
  const deliveryId = row.delivery_id as DeliveryId;
  if (status === 'working') return { deliveryId, kind: 'withdraw' };
  if (status === 'parked' && row.status === 'parked') return { deliveryId, kind: 'abandon' };
  return undefined;
}

function obstacleOf(
  { state, channel }: StoredTransaction,
  definition: ProcessDefinition,
  row: StandingRow | undefined,
  { titleOf }: Pick<CancellationsOptions, 'titleOf'>,
): Obstacle | undefined {
  const { status, confirmed, ending } = state;
  if (channel === 'engine') {
    const detail = `“${definition.title}” follows from a decision: take that back where it was made.`;
    return { kind: 'impossible', detail };
  }
  if (status === 'refused') {
    const detail = `It ended without effect already: ${ending?.text ?? 'it was refused.'}`;
    return { kind: 'impossible', detail };
  }
  if (Object.keys(confirmed).length > 0 || status === 'done' || status === 'taken_back') {
    return { kind: 'already_sent', detail: whereItIs(definition, confirmed) };
  }
  const system = (row?.connection && titleOf(row.connection)) ?? row?.connection ?? 'The system';
  const mayBeThere =
    row?.status === 'in_doubt' ||
    (row?.status === 'parked' && isInDoubt(row.code ?? '', factsOf(row)));
  if (mayBeThere || !isCancellable(definition, state)) {
    const detail =
      `${system} may have it: it is asked, or a person looks there, before anything else. What ` +
      'turns out to be there is taken back with a credit note.';
    return { kind: 'already_sent', detail };
  }
  return undefined;
}

function factsOf({ status, was_sent_unclearly, last_outcome }: StandingRow) {
  return {
    status: status ?? 'waiting',
    wasSentUnclearly: was_sent_unclearly ?? false,
    ...(last_outcome !== null && { lastOutcome: last_outcome }),
  };
}

/** `It is posted in the ledger as 1800000417.` What stands in the sub-ledger follows from that. */
function whereItIs(
  { steps }: ProcessDefinition,
  confirmed: StoredTransaction['state']['confirmed'],
): string {
  const places = steps.flatMap((step) => {
    if (step.kind !== 'deliver' || step.to === 'receivables') return [];
    const found = confirmed[step.name];
    return found ? [`${step.title} as ${found.externalReference}`] : [];
  });
  const where = places.length === 0 ? 'It went through already' : `It is ${places.join(', ')}`;
  return `${where}. A credit note that names it takes it back.`;
}

async function readStanding(db: Queryable, id: TransactionId): Promise<StandingRow | undefined> {
  const { rows } = await db.query<StandingRow>({
    name: 'read_cancellable_delivery',
    text: READ_CANCELLABLE_DELIVERY,
    values: [id],
  });
  return rows[0];
}

const READ_CANCELLABLE_DELIVERY = `
  select latest.*, asked.*
  from (select $1::text as id) as wanted
  left join lateral (
    select delivery_id, connection, status, last_sent_at is not null as was_sent_unclearly,
           (select outcome from delivery_attempt
            where delivery_attempt.delivery_id = delivery.delivery_id
            order by number desc limit 1) as last_outcome
    from delivery
    where delivery.transaction_id = wanted.id and direction = 'forward'
    order by created_at desc, delivery_id desc
    limit 1
  ) as latest on true
  left join lateral (
    select exception_id, version as exception_version, code
    from exception
    where exception.transaction_id = wanted.id and status = 'open'
    order by opened_at desc, exception_id desc
    limit 1
  ) as asked on true
`;

type StandingRow = {
  readonly delivery_id: string | null;
  readonly connection: string | null;
  readonly status: StoredDeliveryStatus | null;
  readonly was_sent_unclearly: boolean | null;
  readonly last_outcome: string | null;
  readonly exception_id: string | null;
  readonly exception_version: number | null;
  readonly code: string | null;
};
