/**
 * Write the company's settings into the database, where every process reads them. What people
 * change through the API meanwhile (whether a period is open, whether a connection is paused) is
 * kept.
 */

import { assert, currency, fromDecimal, present } from '@kontor/kernel';
import { inTransaction } from '@kontor/postgres';
import type pg from 'pg';
import { hashSecret } from '../identity/secret-hash.ts';
import { CONSOLE_APPLICATION } from '../identity/sessions/session.ts';
import { loadPeople, readPeople } from './load-people.ts';
import type { CompanySettings, LegalEntitySettings } from './company-settings.ts';

export async function loadCompany(pool: pg.Pool, company: CompanySettings): Promise<void> {
  assert(
    company.applications.every(({ clientId }) => clientId !== CONSOLE_APPLICATION),
    `the client id ${CONSOLE_APPLICATION} is the console's own`,
  );
  const hashes = await Promise.all(
    company.applications.map(async ({ clientSecret }) =>
      clientSecret === undefined ? null : hashSecret(clientSecret),
    ),
  );
  const people = await readPeople(company.people ?? []);
  await inTransaction(pool, async (db) => {
    for (const entity of company.legalEntities) await loadLegalEntity(db, entity);
    for (const { name, connector, concurrency, ratePerSecond } of company.connections) {
      await db.query(UPSERT_CONNECTION, [name, connector, concurrency, ratePerSecond ?? null]);
    }
    await db.query(UPSERT_CONNECTION, [...RECEIVABLES, RECEIVABLES_CONCURRENCY, null]);
    for (const [index, application] of company.applications.entries()) {
      await db.query(UPSERT_APPLICATION, [
        application.clientId,
        application.name,
        hashes[index] ?? null,
        application.jwks === undefined ? null : JSON.stringify(application.jwks),
        application.permissions,
        application.legalEntities,
      ]);
    }
    await loadPeople(db, people);
  });
}

async function loadLegalEntity(db: pg.PoolClient, entity: LegalEntitySettings): Promise<void> {
  await db.query(UPSERT_LEGAL_ENTITY, [
    entity.code,
    entity.name,
    entity.country,
    entity.vatId ?? null,
    entity.currency,
    entity.currencies,
    entity.revenueAccount,
    entity.creditNoteApprovalAbove,
    entity.ledger,
    entity.crm,
    entity.differenceAccount,
    JSON.stringify(inMinorUnits(entity.tolerances)),
    JSON.stringify(inMinorUnits(entity.writeOffApprovalAbove ?? {})),
    entity.bank ?? null,
    JSON.stringify(inMinorUnits(entity.paymentApprovalAbove ?? {})),
  ]);
  for (const { period, firstDay, lastDay, status } of entity.periods) {
    await db.query(INSERT_PERIOD, [entity.code, period, firstDay, lastDay, status]);
  }
  for (const { code, category, rate, account } of entity.taxCodes) {
    await db.query(UPSERT_TAX_CODE, [entity.code, code, category, rate, account]);
  }
  for (const bank of entity.bankAccounts) {
    await db.query(UPSERT_BANK_ACCOUNT, [
      bank.account,
      entity.code,
      bank.currency,
      bank.ledgerAccount,
      bank.name,
    ]);
  }
}

function inMinorUnits(amounts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(amounts).map(([code, amount]) => {
      const exact = present(fromDecimal(amount, currency(code)), `${amount} ${code} is exact`);
      assert(exact.minor >= 0n, 'a limit is not negative');
      return [code, exact.minor.toString()];
    }),
  );
}

const UPSERT_LEGAL_ENTITY = `
  insert into legal_entity
    (code, name, country, vat_id, currency, currencies, revenue_account,
     credit_note_approval_above, ledger, crm, difference_account, tolerances,
     write_off_approval_above, bank, payment_approval_above)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
  on conflict (code) do update set
    name = excluded.name, country = excluded.country, vat_id = excluded.vat_id,
    currency = excluded.currency, currencies = excluded.currencies,
    revenue_account = excluded.revenue_account,
    credit_note_approval_above = excluded.credit_note_approval_above, ledger = excluded.ledger,
    crm = excluded.crm, difference_account = excluded.difference_account,
    tolerances = excluded.tolerances,
    write_off_approval_above = excluded.write_off_approval_above, bank = excluded.bank,
    payment_approval_above = excluded.payment_approval_above
`;
// A period that is there keeps its status: people open and close periods, a restart does not.
const INSERT_PERIOD = `
  insert into period (legal_entity, period, first_day, last_day, status)
  values ($1, $2, $3, $4, $5)
  on conflict do nothing
`;
const UPSERT_TAX_CODE = `
  insert into tax_code (legal_entity, code, category, rate, account)
  values ($1, $2, $3, $4, $5)
  on conflict (legal_entity, code) do update set
    category = excluded.category, rate = excluded.rate, account = excluded.account
`;
const UPSERT_BANK_ACCOUNT = `
  insert into bank_account (account, legal_entity, currency, ledger_account, name)
  values ($1, $2, $3, $4, $5)
  on conflict (account) do update set
    legal_entity = excluded.legal_entity, currency = excluded.currency,
    ledger_account = excluded.ledger_account, name = excluded.name
`;
const UPSERT_CONNECTION = `
  insert into connection (name, connector, concurrency, rate_per_second)
  values ($1, $2, $3, $4)
  on conflict (name) do update set
    connector = excluded.connector, concurrency = excluded.concurrency,
    rate_per_second = excluded.rate_per_second
`;
/** Name and connector. */
const RECEIVABLES = ['receivables', 'receivables'] as const;
/** Our own sub-ledger is only as busy as the database lets it be. */
const RECEIVABLES_CONCURRENCY = 16;
const UPSERT_APPLICATION = `
  insert into application
    (application_id, name, secret_hash, jwks, permissions, legal_entities)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (application_id) do update set
    name = excluded.name, secret_hash = excluded.secret_hash, jwks = excluded.jwks,
    permissions = excluded.permissions, legal_entities = excluded.legal_entities
`;
