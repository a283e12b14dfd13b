/** Two people who ask and agree, and the process that carries it out, for tests. */

import { idSource, present, systemClock, systemRandom, type Instant } from '@kontor/kernel';
import type { RecordDeletion } from '@kontor/contracts';
import type pg from 'pg';
import { recordsService } from '../../services/records/records-service.ts';
import { callBy, intentBy } from '../../services/testing/office.ts';
import { deleteRecords } from '../deletion/delete-records.ts';
import type { RecordTerms } from '../record-terms.ts';

export type Desk = ReturnType<typeof deletionDesk>;

export function deletionDesk(pool: pg.Pool, terms: RecordTerms, now: Instant = systemClock.now()) {
  const clock = { ...systemClock, now: () => now };
  const ids = idSource(systemClock, systemRandom);
  const records = recordsService({ pool, clock, ids, recordTerms: terms });
  const all = { entities: ['DE01', 'FR01', 'GB01'] };

  async function ask(legalEntity: string, month: string): Promise<RecordDeletion | undefined> {
    const outcome = await records.askDeletion(intentBy('ana', all), {
      ...{ legalEntity, month, reason: 'It is over.' },
    });
    return 'result' in outcome ? outcome.result : undefined;
  }

  async function approve({ id, version }: Pick<RecordDeletion, 'id' | 'version'>, by = 'ben') {
    return records.decideDeletion(callBy(by, all), {
      ...{ id, version, decision: 'approve', reason: 'Agreed.' },
    });
  }

  return {
    ...{ pool, records, all, ask, approve },
    /** Another process of the same company. */
    worker: (recordsMax = 250) => deleteRecords({ pool, clock, ids, terms, recordsMax }),
    async find(id: string): Promise<RecordDeletion> {
      const outcome = await records.findDeletion(callBy('ana', all), id);
      return present(outcome.kind === 'found' ? outcome.value : undefined, 'it was asked for');
    },
    async askAndApprove(legalEntity: string, month: string): Promise<RecordDeletion | undefined> {
      const asked = await ask(legalEntity, month);
      if (asked) await approve(asked);
      return asked;
    },
    async toItsEnd(recordsMax = 250): Promise<void> {
      const work = deleteRecords({ pool, clock, ids, terms, recordsMax });
      while ((await work()) < IDLE_MS);
    },
  };
}

/** What a worker rests when nothing is left to do. */
export const IDLE_MS = 5_000;

export async function idsLeft(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    'select transaction_id as id from transaction order by 1',
  );
  return rows.map(({ id }) => id);
}

/** Rows of what is not there any more, by table: there must be none. */
export async function orphansOf(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ orphan: string }>(ORPHANS);
  return rows.map(({ orphan }) => orphan);
}

/** Something newer than all records: the last event of a feed is never deleted. */
export async function writeLastEvent(pool: pg.Pool): Promise<void> {
  await pool.query(`
    insert into event (position, event_id, type, subject, legal_entity, partition_key, data,
      occurred_at)
    values (1000000, 'evt-last', 'x', 'x', 'DE01', 'x', '{}', now())`);
}

const ORPHANS = `
  with owned (orphan, owner) as (
    select 'message of ' || transaction_id, transaction_id from transaction_message
    union all select 'input of ' || transaction_id, transaction_id from transaction_input
    union all select delivery_id, transaction_id from delivery where event_id is null
    union all select delivery_id, substr(event_id, 5) from delivery where event_id is not null
    union all select 'attempt of ' || delivery_id, substr(delivery_id, 5) from delivery_attempt
    union all select exception_id, transaction_id from exception
    union all select report_id, transaction_id from payment_status_report
    union all select 'comment of ' || exception_id, substr(exception_id, 5) from exception_comment
    union all select open_item_id, transaction_id from open_item
    union all select match_id, transaction_id from match
    union all select 'claim of ' || match_id, substr(match_id, 5) from claim
    union all select event_id, transaction_id from event where transaction_id is not null
  )
  select orphan from owned
  where not exists (select from transaction where transaction_id = owner)
  union all
  select 'nothing is left of ' || transaction_id from transaction
  where not exists (select from owned where owner = transaction_id)
`;
