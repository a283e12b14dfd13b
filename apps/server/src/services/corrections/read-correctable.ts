/**
 * What decides whether a transaction's document may be corrected: where it stands, the delivery
 * that stopped, and the exception that asks about it.
 */

import { readTransaction, type StoredTransaction } from '@kontor/engine';
import type { DeliveryId, ExceptionId, TransactionId } from '@kontor/kernel';
import { isCorrectable, type ProcessDefinition } from '@kontor/process';
import type { Queryable } from '@kontor/postgres';
import { isInDoubt, type DeliveryFacts } from '../exceptions/possible-actions.ts';
import type { StoredDeliveryStatus } from '../wire/to-delivery-status.ts';
import type { CorrectionsOptions } from './corrections-service.ts';

export type Correctable = {
  readonly transaction: StoredTransaction;
  readonly definition: ProcessDefinition;
  /** The delivery that stopped or was refused last. */
  readonly delivery?: { readonly id: DeliveryId; readonly connection: string };
  /** That it is parked, not refused: it is put to work again instead of a new one. */
  readonly parked?: DeliveryId;
  readonly exception?: { readonly id: ExceptionId; readonly version: number };
  /** Why it cannot be corrected; absent when it can. */
  readonly obstacle?: string;
};

/** Undefined when it is not there or lies in another legal entity. */
export async function readCorrectable(
  db: Queryable,
  { catalogue }: Pick<CorrectionsOptions, 'catalogue'>,
  id: TransactionId,
  legalEntities: readonly string[],
): Promise<Correctable | undefined> {
  const transaction = await readTransaction(db, id);
  if (!transaction || !legalEntities.includes(transaction.legalEntity)) return undefined;
  const definition = catalogue.find(transaction.process, transaction.processVersion);
  const step = definition.steps[transaction.state.at]?.name;
  const row = step === undefined ? undefined : await readStopped(db, id, step);
  const obstacle = obstacleOf(definition, transaction, row);
  return {
    transaction,
    definition,
    ...(obstacle !== undefined && { obstacle }),
    ...(row && {
      delivery: { id: row.delivery_id as DeliveryId, connection: row.connection },
      ...(row.status === 'parked' && { parked: row.delivery_id as DeliveryId }),
      ...(row.exception_id !== null &&
        row.exception_version !== null && {
          exception: { id: row.exception_id as ExceptionId, version: row.exception_version },
        }),
    }),
  };
}

function obstacleOf(
  definition: ProcessDefinition,
  { state }: StoredTransaction,
  row: StoppedRow | undefined,
): string | undefined {
  if (!definition.corrections) {
    return `“${definition.title}” is decided elsewhere: take it back there, nobody edits it here.`;
  }
  if (Object.keys(state.confirmed).length > 0) {
    return 'A system has the document already: take it back with a credit note, and send a new one.';
  }
  if (row?.status === 'parked' && isInDoubt(row.code ?? '', factsOf(row))) return IN_DOUBT;
  if (isCorrectable(definition, state)) return undefined;
  if (state.status === 'parked') return IN_DOUBT;
  return state.status === 'refused'
    ? 'It was refused for good: send a new document.'
    : 'Only what a system refused or could not take is corrected; this is on its way or done.';
}

function factsOf(row: StoppedRow): DeliveryFacts {
  return {
    status: row.status,
    wasSentUnclearly: row.was_sent_unclearly,
    ...(row.last_outcome !== null && { lastOutcome: row.last_outcome }),
  };
}

async function readStopped(
  db: Queryable,
  id: TransactionId,
  step: string,
): Promise<StoppedRow | undefined> {
  const { rows } = await db.query<StoppedRow>({
    name: 'read_stopped_delivery',
    text: READ_STOPPED_DELIVERY,
    values: [id, step],
  });
  return rows[0];
}

const READ_STOPPED_DELIVERY = `
  select delivery.delivery_id, delivery.connection, delivery.status,
         delivery.last_sent_at is not null as was_sent_unclearly,
         asked.exception_id, asked.version as exception_version, asked.code,
         (select outcome from delivery_attempt
          where delivery_attempt.delivery_id = delivery.delivery_id
          order by number desc limit 1) as last_outcome
  from delivery
  left join lateral (
    select exception_id, version, code
    from exception
    where exception.transaction_id = delivery.transaction_id
      and exception.delivery_id = delivery.delivery_id and exception.status = 'open'
    order by opened_at desc
    limit 1
  ) as asked on true
  where delivery.transaction_id = $1 and delivery.step = $2 and delivery.direction = 'forward'
  order by delivery.created_at desc, delivery.delivery_id desc
  limit 1
`;

type StoppedRow = {
  readonly delivery_id: string;
  readonly connection: string;
  readonly status: StoredDeliveryStatus;
  readonly was_sent_unclearly: boolean;
  readonly exception_id: string | null;
  readonly exception_version: number | null;
  readonly code: string | null;
  readonly last_outcome: string | null;
};

const IN_DOUBT =
  'It may have arrived: it is looked up or confirmed first. What is in doubt is never corrected.';
