/**
 * Everything that the page of one transaction shows, read in one snapshot, so that its parts do not
 * contradict each other while the transaction moves. What the caller may not read is not read.
 */

import type { ConsoleTransaction, ConsoleTransactionRow, Permission } from '@kontor/contracts';
import { tellStory } from '@kontor/governance';
import { parseInstant, present, toEpochMs, type TransactionId } from '@kontor/kernel';
import { inTransaction } from '@kontor/postgres';
import type pg from 'pg';
import type { Absent, Call, Found } from '../../../gateway/services.ts';
import { readOpenItemOf } from '../../transactions/read-open-item-of.ts';
import { readStoryFactsInside } from '../../transactions/read-story-facts.ts';
import { legalEntitiesOf } from '../../wire/legal-entities-of.ts';
import { maskValues } from '../../wire/mask-values.ts';
import { readRows } from '../transactions/rows/read-rows.ts';
import { toRow, type Wording } from '../transactions/rows/to-row.ts';
import { explainDelay } from './explain-delay.ts';
import { readExceptionsOf } from './read-exceptions-of.ts';
import { readInput } from './read-input.ts';
import { readCancellation } from './read-cancellation.ts';
import { readDelay } from './read-delay.ts';
import { readLinked } from './linked/read-linked.ts';
import { readSystems } from './systems/read-systems.ts';
import { recordOpening } from './record-opening.ts';
import { toBankLine } from './to-bank-line.ts';

type Reading = Wording & { readonly pool: pg.Pool };

export async function findTransaction(
  reading: Reading,
  call: Call,
  id: TransactionId,
): Promise<Found<ConsoleTransaction> | Absent> {
  const value = await inTransaction(reading.pool, async (db) => {
    await db.query('set transaction isolation level repeatable read, read only');
    return readInside(db, reading, call, id);
  });
  if (!value) return { kind: 'absent' };
  await recordOpening(reading.pool, call, { id, legalEntity: value.row.legalEntity });
  return { kind: 'found', value };
}

async function readInside(
  db: pg.PoolClient,
  reading: Reading,
  call: Call,
  id: TransactionId,
): Promise<ConsoleTransaction | undefined> {
  const entities = legalEntitiesOf(call);
  const may = (permission: Permission) => call.actor.permissions.has(permission);
  const found = await readStoryFactsInside(db, reading, id, entities);
  if (!found) return undefined;
  const { definition } = found;
  const facts = may('bank:read') ? found.facts : { ...found.facts, payments: [] };
  const [stored] = await readRows(db, [id], entities);
  const row = toRow(present(stored, 'its facts were read in the same snapshot'), reading);
  const input = await readInput(db, id);
  const openItem = may('receivables:read') ? await readOpenItemOf(db, id) : undefined;
  const delay = isDelayed(row, reading) ? await readDelay(db, reading, id) : undefined;
  const cancellation = may('transactions:cancel')
    ? await readCancellation(db, reading, id, entities)
    : undefined;
  return {
    row,
    processTitle: definition.title,
    processVersion: definition.version,
    businessKey: input.businessKey,
    correlationId: input.correlationId,
    story: tellStory(facts),
    payload: maskValues(input.input),
    linked: await readLinked(db, id, { facts, entities }),
    events: facts.events.map(({ eventId, type, at, receivers }) => ({
      id: eventId,
      type,
      at,
      receivers: receivers.map((receiver) => ({ ...receiver })),
    })),
    ...(delay && { delay: explainDelay({ ...delay, row }) }),
    ...(cancellation && { cancellation }),
    ...(may('deliveries:read') && {
      systems: await readSystems(db, { ...reading, definition, call }, id),
    }),
    ...(may('bank:read') && { bank: facts.payments.map((line) => toBankLine(line, row)) }),
    ...(openItem && { openItem }),
    ...(may('exceptions:read') && { exceptions: await readExceptionsOf(db, reading, id) }),
  };
}

/** Late, or at least so long under way that somebody who looks will ask why. */
function isDelayed(row: ConsoleTransactionRow, { clock }: Reading): boolean {
  const { isLate, state, acceptedAt } = row;
  if (isLate) return true;
  const since = present(parseInstant(acceptedAt), 'it is an instant of ours');
  return state === 'working' && toEpochMs(clock.now()) - toEpochMs(since) > USUAL_MS;
}

/** Most documents are through in a second or two. */
const USUAL_MS = 10_000;
