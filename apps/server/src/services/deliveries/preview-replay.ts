/**
 * What a replay would do, before anybody does it: where it would go and under which reference,
 * whether the system is asked first, its place in its lane, and what the money would do.
 */

import type { ReplayPreview } from '@kontor/contracts';
import { readTransaction, type StoredTransaction } from '@kontor/engine';
import { present, unreachable, type DeliveryId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Absent, Call, Found } from '../../gateway/services.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { maskValues } from '../wire/mask-values.ts';
import { toMoneyWire } from '../wire/to-money-wire.ts';
import type { DeliveriesOptions } from './deliveries-service.ts';
import { readDelivery, referenceOf, type DeliveryRow } from './delivery-row.ts';
import { operationInput } from './operation-input.ts';

export async function previewReplay(
  options: DeliveriesOptions,
  call: Call,
  id: DeliveryId,
): Promise<Found<ReplayPreview> | Absent> {
  const db: Queryable = options.pool;
  const row = await readDelivery(db, id, legalEntitiesOf(call));
  if (!row) return { kind: 'absent' };
  const transaction = present(
    await readTransaction(db, row.transaction_id),
    'a delivery belongs to a transaction',
  );
  const base = { delivery: id, version: row.version };
  const obstacle = obstacleOf(row);
  if (obstacle !== undefined) {
    const value = { ...base, possible: false, sentences: [obstacle], needsApproval: false };
    return { kind: 'found', value };
  }
  const idempotency = options.idempotencyOf(row.connection, row.operation);
  const value = {
    ...base,
    possible: true,
    sentences: [
      `It would go to ${row.connection} as ${row.operation}, under the reference ` +
        `${referenceOf(row)} that it has had from the start.`,
      askingOf(idempotency),
      placeOf(row),
      moneyOf(transaction, row),
    ],
    request: requestOf(options, transaction, row),
    needsApproval: idempotency === 'none',
  };
  return { kind: 'found', value };
}

/** Why it cannot be sent again, in words; undefined when it can. */
export function obstacleOf({ status, exception_id }: DeliveryRow): string | undefined {
  switch (status) {
    case 'parked':
      return exception_id === null ? 'Somebody decided about it already.' : undefined;
    case 'waiting':
    case 'in_doubt':
      return 'It is in its lane already, and is tried without anybody’s help.';
    case 'confirmed':
      return 'It is done: the system confirmed it.';
    case 'rejected':
      return 'The system refused it as it is: mend the cause, then retry its exception.';
    case 'abandoned':
      return 'A person gave it up, and its transaction has gone its way.';
    default:
      return unreachable(status);
  }
}

function askingOf(idempotency: ReturnType<DeliveriesOptions['idempotencyOf']>): string {
  switch (idempotency) {
    case 'look-up':
      return 'The system is asked for the reference first; it is sent only if unknown there.';
    case 'native-key':
      return 'The system recognises the reference: if it has it already, nothing happens twice.';
    case 'none':
      return (
        'The system cannot be asked: it is sent on your word that it is not there. If it is, it ' +
        'will be there twice. Another person than the one who handed it over must do this.'
      );
    case undefined:
      return 'The connection is not configured for this operation at the moment.';
    default:
      return unreachable(idempotency);
  }
}

function placeOf(row: DeliveryRow): string {
  const position = BigInt(row.position);
  const head = BigInt(row.head_position);
  const behind = BigInt(row.tail_position) - position;
  const waiting = BigInt(row.tail_position) - head + 1n;
  if (position < head) {
    return waiting === 0n
      ? 'Nothing of its lane waits: it would be next.'
      : `Others of its lane went past it: it would be sent after the ${waiting} that wait there.`;
  }
  return behind === 0n
    ? 'It is the head of its lane, and nothing waits behind it.'
    : `It is the head of its lane, and ${behind} wait behind it.`;
}

function moneyOf({ amount }: StoredTransaction, { direction }: DeliveryRow): string {
  if (!amount) return 'It moves no amount.';
  const { amount: figure, currency } = toMoneyWire(
    amount.minor < 0n ? -amount.minor : amount.minor,
    amount.currency,
  );
  return direction === 'back'
    ? `It takes back what is worth ${currency} ${figure}.`
    : `It is worth ${currency} ${figure}; nothing else of its transaction is sent again.`;
}

function requestOf(
  { catalogue }: DeliveriesOptions,
  transaction: StoredTransaction,
  row: DeliveryRow,
): NonNullable<ReplayPreview['request']> {
  const definition = catalogue.find(transaction.process, transaction.processVersion);
  const input = maskValues(operationInput(definition, transaction, row));
  return {
    line: row.operation,
    headers: {},
    body: JSON.stringify(input, null, 2).slice(0, BODY_CHARACTERS_MAX),
  };
}

/** What the contract shows of a body. */
const BODY_CHARACTERS_MAX = 65_536;
