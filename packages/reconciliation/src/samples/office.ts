/**
 * For tests: what an import needs, over a test database, with the master data of one small company.
 */

import { idSource, seededRandom, systemClock } from '@kontor/kernel';
import type pg from 'pg';
import {
  importBankFile,
  type ArrivingFile,
  type ImportOutcome,
  type Office,
} from '../import/import-bank-file.ts';

export const HOUSE_ACCOUNT = 'DE02120300000000202051';
export const SECOND_ACCOUNT = 'DE02500105170137075030';

export function sampleOffice(pool: pg.Pool, seed = 1): Office {
  return { pool, ids: idSource(systemClock, seededRandom(seed)), clock: systemClock };
}

export async function addCompany(pool: pg.Pool, code = 'DE01'): Promise<void> {
  await pool.query(
    `insert into legal_entity (code, name, country, vat_id, currency, currencies, revenue_account,
       credit_note_approval_above, ledger, crm, difference_account, tolerances)
     values ($1, $1 || ' GmbH', 'DE', 'DE' || $1, 'EUR', '{EUR}', '4400', 1000, 'books', 'crm',
       '4730', '{"EUR": 5}')`,
    [code],
  );
}

export async function addAccount(
  pool: pg.Pool,
  account: string,
  { legalEntity = 'DE01', currency = 'EUR' } = {},
): Promise<void> {
  await pool.query(
    `insert into bank_account (account, legal_entity, currency, ledger_account, name)
     values ($1, $2, $3, '1800', 'House bank')`,
    [account, legalEntity, currency],
  );
}

export function importText(
  office: Office,
  text: string,
  more: Partial<ArrivingFile> = {},
): Promise<ImportOutcome> {
  return importBankFile(office, {
    source: inChunks(Buffer.from(text)),
    channel: 'api',
    applicationId: 'bank-link',
    correlationId: 'test',
    answerable: 'DE01',
    ...more,
  });
}

async function* inChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, void> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
}

/** As HTTP bodies and file streams arrive. */
const CHUNK_BYTES = 65_536;
