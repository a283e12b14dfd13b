import { LegalEntity, Period } from '@kontor/contracts';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { beforeAll, expect, test } from 'vitest';
import { callBy } from '../testing/office.ts';
import { companiesService } from './companies-service.ts';

const { pool } = await testDatabase();
const companies = companiesService({ pool, refreshReferenceData: async () => {} });
const ana = callBy('ana', { entities: ['DE01'] });

beforeAll(async () => {
  await pool.query(`
    insert into legal_entity (code, name, country, vat_id, currency, currencies, revenue_account,
      credit_note_approval_above, ledger, crm, difference_account)
    select code, 'Beispiel ' || code, 'DE', 'DE1', 'EUR', '{EUR}', '400000', 500, 'ledger', 'crm',
           '1'
    from unnest('{DE01,FR01}'::text[]) as code`);
  await pool.query(`
    insert into period (legal_entity, period, first_day, last_day, status)
    select code, period, (period || '-01')::date, (period || '-28')::date, 'open'
    from unnest('{DE01,FR01}'::text[]) as code, unnest('{2026-02,2026-03}'::text[]) as period`);
});

async function versionOfReferenceData(): Promise<string> {
  const { rows } = await pool.query<{ version: string }>(
    'select version from reference_data_version',
  );
  return rows[0]?.version ?? '';
}

test('only the legal entities of the token are listed', async () => {
  const list = await companies.list(ana);
  expect(list).toEqual([{ code: 'DE01', name: 'Beispiel DE01', currency: 'EUR', country: 'DE' }]);
  expect([...Value.Errors(LegalEntity, list[0])]).toEqual([]);
});

test('periods are listed, latest first; those of others are absent', async () => {
  const found = await companies.listPeriods(ana, 'DE01');
  expect(found).toMatchObject({
    value: [{ period: '2026-03', status: 'open', version: 1 }, { period: '2026-02' }],
  });
  expect(await companies.listPeriods(ana, 'FR01')).toEqual({ kind: 'absent' });
});

test('a period is closed once, by name, and every door learns of it', async () => {
  const before = await versionOfReferenceData();
  const change = { code: 'DE01', period: '2026-02', status: 'closed', version: 1 } as const;
  const closed = await companies.putPeriod(ana, change);
  if (closed.kind !== 'found') throw new TypeError(closed.kind);
  expect([...Value.Errors(Period, closed.value)]).toEqual([]);
  expect(closed.value).toMatchObject({ status: 'closed', version: 2, changedBy: 'ana' });
  expect(BigInt(await versionOfReferenceData())).toBe(BigInt(before) + 1n);
  expect(await companies.putPeriod(ana, change)).toEqual({ kind: 'stale' });
  const { rows } = await pool.query(
    `select detail from audit_entry where action = 'period.changed'`,
  );
  expect(rows).toEqual([{ detail: { from: 'open', to: 'closed' } }]);
});

test.each([
  ['FR01', '2026-02'],
  ['DE01', '2031-01'],
])('period %s %s is absent', async (code, period) => {
  const before = await versionOfReferenceData();
  const change = { code, period, status: 'closed', version: 1 } as const;
  expect(await companies.putPeriod(ana, change)).toEqual({ kind: 'absent' });
  expect(await versionOfReferenceData()).toBe(before);
});
