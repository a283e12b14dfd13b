/** All master data in one consistent read, indexed for look-ups that answer at once. */

import type { Customer, LedgerAccount } from '@kontor/canon';
import { currency, money, toDecimal, type BankingDay } from '@kontor/kernel';
import type { LegalEntity, OwnBankAccount, Period, ReferenceData, TaxCode } from '@kontor/process';
import type pg from 'pg';

export type ReferenceDataSnapshot = { readonly version: string; readonly data: ReferenceData };

export async function readReferenceData(pool: pg.Pool): Promise<ReferenceDataSnapshot> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const version = await client.query<{ version: string }>(
      'select version from reference_data_version',
    );
    const entities = await client.query<LegalEntityRow>('select * from legal_entity');
    const periods = await client.query<PeriodRow>('select * from period order by first_day');
    const taxCodes = await client.query<TaxCodeRow>('select * from tax_code');
    const customers = await client.query<CustomerRow>('select * from customer');
    const accounts = await client.query<AccountRow>('select * from ledger_account');
    const bankAccounts = await client.query<BankAccountRow>('select * from bank_account');
    await client.query('commit');
    return {
      version: version.rows[0]?.version ?? '0',
      data: indexed({
        entities: entities.rows,
        periods: periods.rows,
        taxCodes: taxCodes.rows,
        customers: customers.rows,
        accounts: accounts.rows,
        bankAccounts: bankAccounts.rows,
      }),
    };
  } finally {
    client.release();
  }
}

type Rows = {
  readonly entities: readonly LegalEntityRow[];
  readonly periods: readonly PeriodRow[];
  readonly taxCodes: readonly TaxCodeRow[];
  readonly customers: readonly CustomerRow[];
  readonly accounts: readonly AccountRow[];
  readonly bankAccounts: readonly BankAccountRow[];
};

function indexed(rows: Rows): ReferenceData {
  const entities = new Map(rows.entities.map((row) => [row.code, fromLegalEntityRow(row)]));
  const byVatId = Map.groupBy(entities.values(), ({ vatId }) => vatId);
  const ledgerOf = (entity: string) => entities.get(entity)?.ledger;
  const taxCodes = new Map(
    rows.taxCodes.map((row) => [
      `${row.legal_entity}/${row.category}/${row.rate}`,
      fromTaxCodeRow(row),
    ]),
  );
  const customers = new Map(
    rows.customers.map((row) => [`${row.connection}/${row.number}`, fromCustomerRow(row)]),
  );
  const customersByVatId = Map.groupBy(rows.customers, (row) => `${row.connection}/${row.vat_id}`);
  const accounts = new Map(
    rows.accounts.map((row) => [`${row.connection}/${row.number}`, fromAccountRow(row)]),
  );
  const bankAccounts = new Map(
    rows.bankAccounts.map((row) => [row.account, fromBankAccountRow(row)]),
  );
  const periods = Map.groupBy(rows.periods, (row) => row.legal_entity);
  return {
    legalEntity: (code) => entities.get(code),
    legalEntityByVatId: (vatId) => only(byVatId.get(vatId)),
    customer: (entity, number) => customers.get(`${ledgerOf(entity)}/${number}`),
    customerByVatId: (entity, vatId) => {
      const row = only(customersByVatId.get(`${ledgerOf(entity)}/${vatId}`));
      return row && fromCustomerRow(row);
    },
    account: (entity, number) => accounts.get(`${ledgerOf(entity)}/${number}`),
    bankAccount: (account) => bankAccounts.get(account),
    taxCode: (entity, category, rate) => taxCodes.get(`${entity}/${category}/${rate}`),
    period: (entity, day) => {
      const row = periods
        .get(entity)
        ?.find(({ first_day, last_day }) => first_day <= day && day <= last_day);
      return row && fromPeriodRow(row);
    },
  };
}

function only<Item>(items: readonly Item[] | undefined): Item | undefined {
  return items?.length === 1 ? items[0] : undefined;
}

type LegalEntityRow = {
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly vat_id: string | null;
  readonly currency: string;
  readonly currencies: readonly string[];
  readonly revenue_account: string;
  readonly credit_note_approval_above: string;
  readonly ledger: string;
  readonly crm: string;
  readonly bank: string | null;
  /** Minor units, by currency. */
  readonly payment_approval_above: Readonly<Record<string, string>>;
};

function fromLegalEntityRow(row: LegalEntityRow): LegalEntity {
  return {
    code: row.code,
    name: row.name,
    country: row.country,
    currency: row.currency,
    currencies: row.currencies,
    revenueAccount: row.revenue_account,
    creditNoteApprovalAbove: row.credit_note_approval_above,
    ledger: row.ledger,
    crm: row.crm,
    paymentApprovalAbove: Object.fromEntries(
      Object.entries(row.payment_approval_above).map(([code, minor]) => [
        code,
        toDecimal(money(BigInt(minor), currency(code))),
      ]),
    ),
    ...(row.vat_id !== null && { vatId: row.vat_id }),
    ...(row.bank !== null && { bank: row.bank }),
  };
}

type TaxCodeRow = TaxCode & { readonly legal_entity: string };

function fromTaxCodeRow({ code, category, rate, account }: TaxCodeRow): TaxCode {
  return { code, category, rate, account };
}

type PeriodRow = {
  readonly legal_entity: string;
  readonly period: string;
  readonly first_day: BankingDay;
  readonly last_day: BankingDay;
  readonly status: Period['status'];
};

function fromPeriodRow({ period, status, first_day, last_day }: PeriodRow): Period {
  return { period, status, firstDay: first_day, lastDay: last_day };
}

type CustomerRow = {
  readonly connection: string;
  readonly number: string;
  readonly name: string;
  readonly country: string | null;
  readonly vat_id: string | null;
  readonly ibans: string[];
  readonly legal_entities: string[];
  readonly blocked: boolean;
};

function fromCustomerRow(row: CustomerRow): Customer {
  return {
    number: row.number,
    name: row.name,
    ibans: row.ibans,
    legalEntities: row.legal_entities,
    blocked: row.blocked,
    ...(row.country !== null && { country: row.country }),
    ...(row.vat_id !== null && { vatId: row.vat_id }),
  };
}

type AccountRow = {
  readonly connection: string;
  readonly number: string;
  readonly name: string | null;
  readonly kind: LedgerAccount['kind'];
  readonly postable: boolean;
};

function fromAccountRow({ number, name, kind, postable }: AccountRow): LedgerAccount {
  return { number, kind, postable, ...(name !== null && { name }) };
}

type BankAccountRow = {
  readonly account: string;
  readonly legal_entity: string;
  readonly currency: string;
};

function fromBankAccountRow(row: BankAccountRow): OwnBankAccount {
  return { account: row.account, legalEntity: row.legal_entity, currency: row.currency };
}
