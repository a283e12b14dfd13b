/**
 * A database that was restored from an older backup does not know what was sent since. So nothing
 * leaves at first: every connection is paused until a person resumes it. And whatever waits may
 * have been sent in the time that is missing: it is marked as perhaps sent, with no time of
 * sending, so every system is asked for our reference, after its full delay, before it is sent.
 * References are made of the transaction and the step, so they are the same as then.
 *
 * Deletions of records that were asked for or approved are stopped: holds that were placed in the
 * missing time are not there to stop them.
 *
 * What was handed over in the missing time may be handed over again, and then has references of its
 * own: see is-recovering.ts.
 *
 * The operator names the restore (`KONTOR_RESTORED=2026-03-31-evening`). The name is kept with the
 * hold, so the setting may stay where it is: the next start with it changes nothing.
 */

import { inTransaction, type Queryable } from '@kontor/postgres';
import type pg from 'pg';
import { writeAuditEntry } from '../services/audit/write-audit-entry.ts';

/** Answers the connections that were put on hold now. */
export async function holdAfterRestore(pool: pg.Pool, restore: string): Promise<readonly string[]> {
  const reason = `Restored from a backup (${restore}): compare with the system, then resume.`;
  return inTransaction(pool, async (db) => {
    const { rowCount } = await db.query(REMEMBER, [restore]);
    if (rowCount === 0) return [];
    await db.query(ALL_PERHAPS_SENT);
    const { rows } = await db.query<{ name: string }>(PAUSE_ALL, [reason]);
    for (const { name } of rows) {
      await writeAuditEntry(db, {
        actor: 'engine',
        action: 'connection.paused',
        subject: { kind: 'connection', id: name },
        reason,
        correlationId: `restore-${restore}`,
      });
    }
    await stopDeletions(db, restore);
    return rows.map(({ name }) => name);
  });
}

async function stopDeletions(db: Queryable, restore: string): Promise<void> {
  const { rows } = await db.query<StoppedRow>({ text: STOP_DELETIONS });
  for (const { deletion_id: id, legal_entity: legalEntity } of rows) {
    await writeAuditEntry(db, {
      actor: 'engine',
      action: 'records.deletion_stopped',
      subject: { kind: 'record-deletion', id },
      legalEntity,
      reason: `Restored from a backup (${restore}): legal holds may be missing.`,
      correlationId: `restore-${restore}`,
    });
  }
}

// What was handed over last in it is a little before the backup: asking from then on finds all.
const REMEMBER = `
  insert into restore (name, known_until)
  select $1, coalesce((select max(accepted_at) from transaction), now() - interval '1 day')
  on conflict do nothing
`;

// Workers of before may hold tokens that this database gives out a second time: it begins anew far
// above them, at an odd one, as if the last holder had died without a word. Nobody did.
const ALL_PERHAPS_SENT = `
  update lane
  set sent_position = tail_position,
      lease_token = (lease_token / 2 + 1000000) * 2 + 1,
      ready_at = least(ready_at, now()),
      deaths = -1
  where head_position <= tail_position
`;
// Kontor's own sub-ledger was restored with the rest: it knows exactly what it has. A pause that
// would end by itself is no hold: a person resumes.
const PAUSE_ALL = `
  update connection
  set paused_reason = $1, paused_until = null, version = version + 1
  where (paused_reason is null or paused_until is not null) and name <> 'receivables'
  returning name
`;

const STOP_DELETIONS = `
  update record_deletion
  set status = 'stopped', ended_at = now(), version = version + 1
  where status in ('asked', 'approved')
  returning deletion_id, legal_entity
`;

type StoppedRow = { readonly deletion_id: string; readonly legal_entity: string };
