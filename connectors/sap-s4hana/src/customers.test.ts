import { Customer } from '@kontor/canon';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { listCustomers } from './customers.ts';
import { answering } from './samples.ts';

test('a business partner with everything', async () => {
  expect(
    await onlyCustomer({
      Customer: 'C10042',
      BusinessPartnerFullName: 'Bäckerei & Söhne <GmbH> 🥐',
      to_BusinessPartnerAddress: { results: [{ Country: '' }, { Country: 'DE' }] },
      to_BusinessPartnerBank: {
        results: [
          { IBAN: 'DE89 3704 0044 0532 0130 00', ValidityEndDate: '/Date(253402214400000+0000)/' },
          { IBAN: 'DE02120300000000202051', ValidityEndDate: '/Date(1593475200000)/' },
          { IBAN: 'FR1420041010050500013M02606', ValidityEndDate: null },
          { IBAN: '', ValidityEndDate: null },
        ],
      },
      to_BusinessPartnerTax: { results: [] },
      to_Customer: {
        VATRegistration: 'DE123456788',
        PostingIsBlocked: false,
        to_CustomerCompany: { results: [{ CompanyCode: '1010' }, { CompanyCode: '9999' }] },
      },
    }),
  ).toEqual({
    number: 'C10042',
    name: 'Bäckerei & Söhne <GmbH> 🥐',
    country: 'DE',
    vatId: 'DE123456788',
    ibans: ['DE89370400440532013000', 'FR1420041010050500013M02606'],
    legalEntities: ['DE01'],
    blocked: false,
  });
});

test('a business partner with almost nothing', async () => {
  const nothing = { Customer: '17', BusinessPartnerFullName: '', to_Customer: null };
  expect(await onlyCustomer(nothing)).toEqual({
    number: '17',
    name: '17',
    ibans: [],
    legalEntities: [],
    blocked: false,
  });
});

test.each([
  ['of the customer', { to_Customer: { PostingIsBlocked: true } }],
  ['of the partner', { BusinessPartnerIsBlocked: true }],
  ['by archiving', { IsMarkedForArchiving: true }],
])('a block %s is a block', async (_, change) => {
  expect(await onlyCustomer({ Customer: '17', ...change })).toMatchObject({ blocked: true });
});

test('without a registration, the tax number of the type for VAT is taken', async () => {
  const results = [
    { BPTaxType: 'DE1', BPTaxNumber: '29/815/08151' },
    { BPTaxType: 'DE0', BPTaxNumber: 'DE123456788' },
  ];
  const customer = await onlyCustomer({ Customer: '17', to_BusinessPartnerTax: { results } });
  expect(customer).toMatchObject({ vatId: 'DE123456788' });
});

test('a short page with a link to more is not the last one', async () => {
  const body = JSON.stringify({ d: { results: [{ Customer: '17' }], __next: 'https://…' } });
  expect(await listCustomers(undefined, answering({ body }).context)).toMatchObject({ next: '17' });
});

test('a quote in the cursor stays inside the filter', async () => {
  const { context, requests } = answering({ body: JSON.stringify({ d: { results: [] } }) });
  await listCustomers("O'NEIL", context);
  const path = decodeURIComponent(requests[0]?.path ?? '');
  expect(path).toContain("$filter=Customer gt 'O''NEIL'&");
});

async function onlyCustomer(partner: object): Promise<unknown> {
  const body = JSON.stringify({ d: { results: [partner] } });
  const page = await listCustomers(undefined, answering({ body }).context);
  if (page.kind === 'failed') throw new Error(page.detail);
  expect(Value.Check(Customer, page.items[0])).toBe(true);
  return page.items[0];
}
