/** The master data of the simulated tenant. What is loaded later replaces what has the same key. */

import type { MasterDataOutcome } from '@kontor/connector-kit/simulator';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const CompanyCodeText = Type.String({ pattern: '^[A-Z0-9]{1,4}$' });

export const SapMasterData = Type.Object(
  {
    chartOfAccounts: Type.Optional(CompanyCodeText),
    companyCodes: Type.Optional(
      Type.Array(
        Type.Object({
          companyCode: CompanyCodeText,
          /** Posting days that are open, both included. */
          openFrom: Day,
          openTo: Day,
        }),
      ),
    ),
    customers: Type.Optional(
      Type.Array(
        Type.Object({
          customer: Type.String({ minLength: 1, maxLength: 10 }),
          name: Type.String({ minLength: 1, maxLength: 81 }),
          country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
          vatRegistration: Type.Optional(Type.String({ maxLength: 20 })),
          ibans: Type.Optional(Type.Array(Type.String({ maxLength: 34 }))),
          /** Accounts that ended, with their last day. */
          endedIbans: Type.Optional(
            Type.Array(Type.Object({ iban: Type.String({ maxLength: 34 }), endedOn: Day })),
          ),
          companyCodes: Type.Array(CompanyCodeText),
          postingIsBlocked: Type.Optional(Type.Boolean()),
        }),
      ),
    ),
    glAccounts: Type.Optional(
      Type.Array(
        Type.Object({
          glAccount: Type.String({ minLength: 1, maxLength: 10 }),
          name: Type.String({ minLength: 1, maxLength: 50 }),
          isBalanceSheet: Type.Boolean(),
          isBlocked: Type.Optional(Type.Boolean()),
        }),
      ),
    ),
    taxCodes: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 4 }))),
  },
  { $id: 'SapMasterData', additionalProperties: false },
);
export type SapMasterData = Static<typeof SapMasterData>;

export type CompanyCode = NonNullable<SapMasterData['companyCodes']>[number];
export type SapCustomer = NonNullable<SapMasterData['customers']>[number];
export type SapGlAccount = NonNullable<SapMasterData['glAccounts']>[number];

/** The same data by its keys. */
export type Tenant = {
  chartOfAccounts: string;
  readonly companyCodes: Map<string, CompanyCode>;
  readonly customers: Map<string, SapCustomer>;
  readonly glAccounts: Map<string, SapGlAccount>;
  readonly taxCodes: Set<string>;
};

export function emptyTenant(): Tenant {
  return {
    chartOfAccounts: 'YCOA',
    companyCodes: new Map(),
    customers: new Map(),
    glAccounts: new Map(),
    taxCodes: new Set(),
  };
}

export function loadInto(tenant: Tenant, data: unknown): MasterDataOutcome {
  if (!masterData.Check(data)) {
    const [first] = masterData.Errors(data);
    return { kind: 'refused', detail: `${first?.instancePath ?? ''} ${first?.message ?? ''}` };
  }
  const { companyCodes = [], customers = [], glAccounts = [], taxCodes = [] } = data;
  tenant.chartOfAccounts = data.chartOfAccounts ?? tenant.chartOfAccounts;
  for (const each of companyCodes) tenant.companyCodes.set(each.companyCode, each);
  for (const each of customers) tenant.customers.set(each.customer, each);
  for (const each of glAccounts) tenant.glAccounts.set(each.glAccount, each);
  for (const each of taxCodes) tenant.taxCodes.add(each);
  const counts = {
    companyCodes: companyCodes.length,
    customers: customers.length,
    glAccounts: glAccounts.length,
    taxCodes: taxCodes.length,
  };
  return { kind: 'loaded', counts };
}

const masterData = Compile(SapMasterData);
