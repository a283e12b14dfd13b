/** The two steps that end a legal hold: somebody asks, and another person agrees or does not. */

import { present } from '@kontor/kernel';
import { inTransaction, type Queryable } from '@kontor/postgres';
import type pg from 'pg';
import type { HoldRelease, HoldReleaseOutcome, Records } from '../../gateway/records-services.ts';
import type { Call, Quicker } from '../../gateway/services.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import { findForbidden } from './find-forbidden.ts';
import { fromHoldRow, nameIn, type HoldRow } from './hold-row.ts';
import { readHold } from './list-holds.ts';

export function askRelease(
  pool: pg.Pool,
  call: Call,
  release: HoldRelease,
): Promise<HoldReleaseOutcome> {
  return inTransaction(pool, async (db) => {
    const before = await readHold(db, call, release.id);
    if (!before) return { kind: 'absent' };
    return change(db, call, {
      ...{ before, release, action: 'legal_hold.release_asked' },
      ...{ text: ASK_RELEASE, name: 'ask_hold_release' },
    });
  });
}

/** By another person than the one who asked, which a constraint holds as well. */
export function decideRelease(
  pool: pg.Pool,
  call: Call,
  { decision, ...release }: Parameters<Records['decideRelease']>[1],
): ReturnType<Records['decideRelease']> {
  return inTransaction(pool, async (db) => {
    const before = await readHold(db, call, release.id);
    if (!before) return { kind: 'absent' };
    const by = call.actor.subject.toLowerCase();
    if (before.status === 'release_asked' && before.release_asked_by?.toLowerCase() === by) {
      return { kind: 'own_work' };
    }
    return change(db, call, {
      ...{ before, release, action: 'legal_hold.release_decided', detail: { decision } },
      ...(decision === 'approve'
        ? { text: APPROVE_RELEASE, name: 'approve_hold_release' }
        : { text: DECLINE_RELEASE, name: 'decline_hold_release' }),
    });
  });
}

type Change = {
  readonly before: HoldRow;
  readonly release: HoldRelease;
  readonly action: string;
  readonly detail?: object;
  readonly name: string;
  readonly text: string;
};

async function change(
  db: Queryable,
  call: Call,
  { before, release, action, detail, name, text }: Change,
): Promise<HoldReleaseOutcome> {
  const forbidden = await findForbidden(db, call, before.legal_entity);
  if (forbidden) return forbidden;
  const { id, version, reason } = release;
  const by = call.actor.subject;
  const values = name === 'decline_hold_release' ? [id, version] : [id, version, by, reason];
  const { rowCount } = await db.query({ name, text, values });
  const row = present(await readHold(db, call, id), 'it was there');
  if (rowCount === 0) return outcomeOfNothing(row, version);
  await writeAuditEntry(db, {
    actor: by,
    action,
    subject: { kind: 'legal-hold', id },
    ...(row.legal_entity !== null && { legalEntity: row.legal_entity }),
    reason,
    detail: { reference: row.reference, ...detail },
    correlationId: call.correlationId,
  });
  return { kind: 'found', value: fromHoldRow(row) };
}

function outcomeOfNothing(row: HoldRow, version: number): HoldReleaseOutcome {
  if (row.version === version) return { kind: 'impossible', detail: POSSIBLE[row.status] };
  const quicker = quickerOf(row);
  return { kind: 'stale', ...(quicker && { quicker }) };
}

function quickerOf(row: HoldRow): Quicker | undefined {
  const tell = (by: string | null, at: HoldRow['released_at'], did: string) =>
    by === null || at === null
      ? undefined
      : { by, at, sentence: `${nameIn(row, by)} ${did} at ${at.slice(11, 19)} UTC.` };
  return (
    tell(row.released_by, row.released_at, 'released it') ??
    tell(row.release_asked_by, row.release_asked_at, 'asked for its release')
  );
}

const POSSIBLE: Readonly<Record<HoldRow['status'], string>> = {
  in_force: 'Nobody asked for its release yet.',
  release_asked: 'Its release was asked for already: a second person has to decide.',
  released: 'It was released already.',
};

const ASK_RELEASE = `
  update legal_hold
  set status = 'release_asked', release_asked_by = $3, release_asked_at = now(),
      release_reason = $4, version = version + 1
  where hold_id = $1 and version = $2 and status = 'in_force'
`;

const APPROVE_RELEASE = `
  update legal_hold
  set status = 'released', released_by = $3, released_at = now(), released_reason = $4,
      version = version + 1
  where hold_id = $1 and version = $2 and status = 'release_asked'
`;

// Who asked, and who said no, stands in the audit trail.
const DECLINE_RELEASE = `
  update legal_hold
  set status = 'in_force', release_asked_by = null, release_asked_at = null,
      release_reason = null, version = version + 1
  where hold_id = $1 and version = $2 and status = 'release_asked'
`;
