import { Customer, LedgerAccount } from '@kontor/canon';
import { seededRandom } from '@kontor/kernel';
import { isValidBIC, isValidIBAN } from 'ibantools';
import { austria, belgium, checkVAT, france, germany, netherlands, unitedKingdom } from 'jsvat';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { makeAmericanAccount, makeIban } from './bank-account.ts';
import { weightedSum } from './check-digits.ts';
import { makeSandboxCompany } from './make-company.ts';
import { makeVatId } from './vat-id.ts';

const COUNTRIES = ['AT', 'BE', 'DE', 'FR', 'GB', 'NL'] as const;
const VAT_RULES = [austria, belgium, france, germany, netherlands, unitedKingdom];

describe.each(COUNTRIES)('in %s', (country) => {
  test('VAT ids pass the check of an independent library', () => {
    const random = seededRandom(7);
    for (let turn = 0; turn < 500; turn++) {
      const vatId = makeVatId(country, random);
      expect(checkVAT(vatId, VAT_RULES), vatId).toMatchObject({ isValid: true });
    }
  });

  test('IBANs pass the check of an independent library', () => {
    const random = seededRandom(7);
    for (let turn = 0; turn < 500; turn++) {
      const iban = makeIban(country, random);
      expect(isValidIBAN(iban), iban).toBe(true);
    }
  });
});

test('American routing numbers pass their check', () => {
  const random = seededRandom(7);
  for (let turn = 0; turn < 500; turn++) {
    const { routing } = makeAmericanAccount(random);
    expect(weightedSum(routing, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10).toBe(0);
  }
});

describe('the group', () => {
  const company = makeSandboxCompany();
  const { customers, legalEntities, ledgerAccounts, taxCodes } = company;

  test('has three companies and three hundred customers', () => {
    expect(legalEntities.map(({ code, currency }) => `${code} ${currency}`)).toEqual([
      'DE01 EUR',
      'GB01 GBP',
      'US01 USD',
    ]);
    expect(customers).toHaveLength(300);
  });

  test('is canonical: customers and accounts are what a ledger may answer', () => {
    for (const customer of customers) {
      expect([...Value.Errors(Customer, Value.Clean(Customer, { ...customer }))]).toEqual([]);
    }
    for (const account of ledgerAccounts) {
      expect([...Value.Errors(LedgerAccount, Value.Clean(LedgerAccount, { ...account }))]).toEqual(
        [],
      );
    }
  });

  test('has nobody twice: not by number, name, VAT id or account', () => {
    for (const keys of [
      customers.map(({ number }) => number),
      customers.map(({ name }) => name.replace(/ \S+$/, '')),
      customers.flatMap(({ vatId }) => vatId ?? []),
      customers.map(({ bankAccount }) => bankAccount.account),
    ]) {
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  test('has customers of every company, some of two companies, some blocked', () => {
    for (const { code } of legalEntities) {
      const billed = customers.filter((customer) => customer.legalEntities.includes(code));
      expect(billed.length).toBeGreaterThan(20);
    }
    const ofTwo = customers.filter((customer) => customer.legalEntities.length === 2);
    expect(ofTwo.length).toBeGreaterThan(20);
    expect(customers.filter(({ blocked }) => blocked)).toHaveLength(6);
  });

  test('has bank accounts whose ledger accounts exist and belong to one account each', () => {
    const accounts = legalEntities.flatMap(({ bankAccounts }) => bankAccounts);
    const ledger = accounts.map(({ ledgerAccount }) => ledgerAccount);
    expect(new Set(ledger).size).toBe(accounts.length);
    for (const account of accounts) {
      expect(ledgerAccounts).toContainEqual(
        expect.objectContaining({ number: account.ledgerAccount, role: 'bank', postable: true }),
      );
      expect(isValidBIC(account.bic)).toBe(true);
      if (account.iban !== undefined) expect(isValidIBAN(account.iban)).toBe(true);
    }
    expect(accounts.filter(({ statementFormat }) => statementFormat === 'MT940')).toHaveLength(1);
  });

  test('has tax codes of two characters whose ledger accounts exist', () => {
    for (const { code, ledgerAccount } of taxCodes) {
      expect(code).toMatch(/^[A-Z0-9]{2}$/);
      expect(ledgerAccounts.map(({ number }) => number)).toContain(ledgerAccount);
    }
    expect(new Set(taxCodes.map(({ code }) => code)).size).toBe(taxCodes.length);
  });

  test('is the same for the same seed, and another for another', () => {
    expect(makeSandboxCompany({ seed: 1 })).toEqual(company);
    expect(makeSandboxCompany({ seed: 2 }).customers).not.toEqual(customers);
    expect(makeSandboxCompany({ seed: 2 }).legalEntities).toEqual(legalEntities);
  });

  test('grows without changing who was there', () => {
    const larger = makeSandboxCompany({ customers: 1_000 });
    expect(larger.customers.slice(0, 300)).toEqual(customers);
    expect(new Set(larger.customers.map(({ name }) => name)).size).toBe(1_000);
  });

  test('can be one company alone', () => {
    const { legalEntities: only, customers: billed } = makeSandboxCompany({ legalEntities: 1 });
    expect(only.map(({ code }) => code)).toEqual(['DE01']);
    expect(new Set(billed.flatMap((customer) => customer.legalEntities))).toEqual(
      new Set(['DE01']),
    );
  });
});
