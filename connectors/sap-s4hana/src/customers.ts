/** `customer.list`: business partners that are customers (SAP_COM_0008). */

import type { Customer } from '@kontor/canon';
import type { ConnectorContext, ReadOutcome } from '@kontor/connector-sdk';
import type { Instant } from '@kontor/kernel';
import Type, { type Static } from 'typebox';
import type { SapS4hanaConfig } from './config.ts';
import { listOf } from './odata/list-of.ts';
import { fromODataDate } from './odata/odata-date.ts';
import { readPage } from './odata/read-page.ts';

export async function listCustomers(
  cursor: string | undefined,
  context: ConnectorContext<SapS4hanaConfig>,
): Promise<ReadOutcome<Customer>> {
  const page = await readPage<BusinessPartner>(
    {
      entitySet: 'API_BUSINESS_PARTNER/A_BusinessPartner',
      key: 'Customer',
      after: cursor,
      select: SELECTED,
      expand: EXPANDED,
      pageSize: PAGE_CUSTOMERS,
      shape: businessPartners,
    },
    context,
  );
  if (page.kind === 'failed') return page;
  const legalEntities = legalEntitiesByCompanyCode(context.config);
  const now = context.clock.now();
  return { ...page, items: page.items.map((each) => toCustomer(each, { legalEntities, now })) };
}

type Surroundings = {
  readonly legalEntities: ReadonlyMap<string, readonly string[]>;
  readonly now: Instant;
};

function toCustomer(partner: BusinessPartner, { legalEntities, now }: Surroundings): Customer {
  const { to_Customer: customer } = partner;
  const companies = customer?.to_CustomerCompany?.results ?? [];
  const addresses = partner.to_BusinessPartnerAddress?.results ?? [];
  const country = addresses
    .map(({ Country }) => Country)
    .find((code) => /^[A-Z]{2}$/.test(code ?? ''));
  const vatId = vatIdOf(partner);
  const ibans = (partner.to_BusinessPartnerBank?.results ?? [])
    .filter((bank) => isValidAt(bank, now))
    .flatMap(({ IBAN }) => IBAN?.replaceAll(' ', '') || []);
  return {
    number: partner.Customer,
    name: partner.BusinessPartnerFullName || partner.BusinessPartnerName || partner.Customer,
    ...(country && { country }),
    ...(vatId && { vatId }),
    ibans: [...new Set(ibans)],
    legalEntities: companies.flatMap(({ CompanyCode }) => legalEntities.get(CompanyCode) ?? []),
    blocked:
      customer?.PostingIsBlocked === true ||
      partner.BusinessPartnerIsBlocked === true ||
      partner.IsMarkedForArchiving === true,
  };
}

/**
 * The customer's own registration, else the tax number of a type such as `DE0`: 0 is always VAT.
 */
function vatIdOf(partner: BusinessPartner): string | undefined {
  const registered = partner.to_Customer?.VATRegistration;
  if (registered) return registered;
  const numbers = partner.to_BusinessPartnerTax?.results ?? [];
  const vat = numbers.find(({ BPTaxType }) => /^[A-Z]{2}0$/.test(BPTaxType));
  return vat?.BPTaxNumber || vat?.BPTaxLongNumber || undefined;
}

/** An account that is no longer valid says nothing about who pays today. */
function isValidAt({ ValidityEndDate: end }: Bank, now: Instant): boolean {
  const until = end ? fromODataDate(end) : undefined;
  return until === undefined || now <= until;
}

function legalEntitiesByCompanyCode({
  companyCodes,
}: SapS4hanaConfig): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [legalEntity, companyCode] of Object.entries(companyCodes)) {
    found.set(companyCode, [...(found.get(companyCode) ?? []), legalEntity]);
  }
  return found;
}

/** Empty fields come as '' or null, depending on the release. */
function optional<Schema extends Type.TSchema>(schema: Schema) {
  return Type.Optional(Type.Union([schema, Type.Null()]));
}

function many<Schema extends Type.TSchema>(schema: Schema) {
  return Type.Optional(Type.Object({ results: Type.Array(schema) }));
}

const Bank = Type.Object({
  IBAN: optional(Type.String()),
  ValidityEndDate: optional(Type.String()),
});
type Bank = Static<typeof Bank>;

const BusinessPartner = Type.Object({
  Customer: Type.String({ minLength: 1 }),
  BusinessPartnerFullName: optional(Type.String()),
  BusinessPartnerName: optional(Type.String()),
  BusinessPartnerIsBlocked: optional(Type.Boolean()),
  IsMarkedForArchiving: optional(Type.Boolean()),
  to_BusinessPartnerAddress: many(Type.Object({ Country: optional(Type.String()) })),
  to_BusinessPartnerBank: many(Bank),
  to_BusinessPartnerTax: many(
    Type.Object({
      BPTaxType: Type.String(),
      BPTaxNumber: optional(Type.String()),
      BPTaxLongNumber: optional(Type.String()),
    }),
  ),
  to_Customer: optional(
    Type.Object({
      VATRegistration: optional(Type.String()),
      PostingIsBlocked: optional(Type.Boolean()),
      to_CustomerCompany: many(Type.Object({ CompanyCode: Type.String() })),
    }),
  ),
});
type BusinessPartner = Static<typeof BusinessPartner>;

const businessPartners = listOf(BusinessPartner);

const EXPANDED = [
  'to_Customer/to_CustomerCompany',
  'to_BusinessPartnerAddress',
  'to_BusinessPartnerBank',
  'to_BusinessPartnerTax',
].join(',');

/** Only what a customer consists of: names of contacts and addresses stay in SAP. */
const SELECTED = [
  'Customer',
  'BusinessPartnerFullName',
  'BusinessPartnerName',
  'BusinessPartnerIsBlocked',
  'IsMarkedForArchiving',
  'to_BusinessPartnerAddress/Country',
  'to_BusinessPartnerBank/IBAN',
  'to_BusinessPartnerBank/ValidityEndDate',
  'to_BusinessPartnerTax/BPTaxType',
  'to_BusinessPartnerTax/BPTaxNumber',
  'to_BusinessPartnerTax/BPTaxLongNumber',
  'to_Customer/VATRegistration',
  'to_Customer/PostingIsBlocked',
  'to_Customer/to_CustomerCompany/CompanyCode',
].join(',');

/** Every row brings four further lists along, so pages stay well below a megabyte. */
const PAGE_CUSTOMERS = 100;
