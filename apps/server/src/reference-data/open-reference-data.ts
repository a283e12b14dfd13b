/**
 * Master data in memory, kept fresh: every second the version in the database is compared, and all
 * is read anew when it moved, whichever process moved it. Look-ups never wait.
 */

import type { ReferenceData } from '@kontor/process';
import type pg from 'pg';
import { readReferenceData } from './read-reference-data.ts';

export type OpenReferenceData = {
  /** Always the newest that was read. */
  readonly data: ReferenceData;
  /** Now rather than within a second. */
  refresh(): Promise<void>;
  close(): void;
};

export async function openReferenceData(
  pool: pg.Pool,
  onTrouble: (error: unknown) => void,
): Promise<OpenReferenceData> {
  let snapshot = await readReferenceData(pool);

  async function refresh(): Promise<void> {
    const { rows } = await pool.query<{ version: string }>(
      'select version from reference_data_version',
    );
    if (rows[0]?.version !== snapshot.version) snapshot = await readReferenceData(pool);
  }
  const timer = setInterval(() => void refresh().catch(onTrouble), REFRESH_MS);
  timer.unref();
  return { data: following(() => snapshot.data), refresh, close: () => clearInterval(timer) };
}

/** What is handed out once keeps following the snapshot. */
function following(current: () => ReferenceData): ReferenceData {
  return {
    legalEntity: (...key) => current().legalEntity(...key),
    legalEntityByVatId: (...key) => current().legalEntityByVatId(...key),
    customer: (...key) => current().customer(...key),
    customerByVatId: (...key) => current().customerByVatId(...key),
    account: (...key) => current().account(...key),
    taxCode: (...key) => current().taxCode(...key),
    bankAccount: (...key) => current().bankAccount(...key),
    period: (...key) => current().period(...key),
  };
}

/** A period that is closed is closed for everybody within a second. */
const REFRESH_MS = 1_000;
