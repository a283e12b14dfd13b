/**
 * Open or close a fiscal period. A trigger raises the version of the master data in the same
 * database transaction, so that every door checks against the change from its next look on: this
 * process before the answer is given, others within a second.
 */

import type { Period } from '@kontor/contracts';
import { present } from '@kontor/kernel';
import { inTransaction, type Queryable } from '@kontor/postgres';
import type pg from 'pg';
import type { Absent, Call, Found, Stale } from '../../gateway/services.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { fromPeriodRow, SELECT_PERIOD, type PeriodRow } from './period-row.ts';

export type PeriodChange = {
  readonly code: string;
  readonly period: string;
  readonly status: Period['status'];
  readonly version: number;
};

export function putPeriod(
  pool: pg.Pool,
  call: Call,
  change: PeriodChange,
): Promise<Found<Period> | Absent | Stale> {
  return inTransaction(pool, (db) => putInside(db, call, change));
}

async function putInside(
  db: Queryable,
  call: Call,
  change: PeriodChange,
): Promise<Found<Period> | Absent | Stale> {
  const before = await readPeriod(db, call, change);
  if (!before) return { kind: 'absent' };
  const { code, period, status, version } = change;
  const { rowCount } = await db.query({
    name: 'update_period',
    text: UPDATE_PERIOD,
    values: [code, period, status, version],
  });
  if (rowCount === 0) return { kind: 'stale' };
  await writeAuditEntry(db, {
    actor: call.actor.subject,
    action: 'period.changed',
    subject: { kind: 'period', id: `${code}/${period}` },
    legalEntity: code,
    detail: { from: before.status, to: status },
    correlationId: call.correlationId,
  });
  const changed = present(await readPeriod(db, call, change), 'it was just updated');
  return { kind: 'found', value: fromPeriodRow(changed) };
}

async function readPeriod(
  db: Queryable,
  call: Call,
  { code, period }: PeriodChange,
): Promise<PeriodRow | undefined> {
  const { rows } = await db.query<PeriodRow>({
    name: 'read_period',
    text: READ_PERIOD,
    values: [code, period, legalEntitiesOf(call)],
  });
  return rows[0];
}

const READ_PERIOD = `
  ${SELECT_PERIOD}
  where period.legal_entity = $1 and period.period = $2
    and period.legal_entity = any($3::text[])
`;

const UPDATE_PERIOD = `
  update period
  set status = $3, version = version + 1
  where legal_entity = $1 and period = $2 and version = $4
`;
