/** Generated invoices with every field that UBL can carry, for the law of writing and reading. */

import type { Invoice } from '@kontor/canon';
import fc from 'fast-check';

/** At random; the amounts need not add up to be carried. */
export function arbitraryDocument(): fc.Arbitrary<Invoice> {
  return fc
    .record(
      {
        ...REQUIRED,
        ...OPTIONAL,
        seller: party({ ...SELLER_FIELDS, vatId: word(), taxNumber: word() }),
        buyer: party({ ...SELLER_FIELDS, vatId: word() }),
        payee: party({ identifiers: some(identifier()), registration: identifier() }),
        taxRepresentative: party({ vatId: word(), address: address() }),
        lines: fc.array(line(), { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: [...REQUIRED_KEYS, 'seller', 'buyer', 'lines'] },
    )
    .map((drawn) => withoutContradictions(drawn as unknown as Invoice));
}

/** What UBL has no place for: see the writer of payment means. */
function withoutContradictions(drawn: Invoice): Invoice {
  const { dueDate, paymentReference, paymentMeans, ...rest } = drawn;
  const [first] = paymentMeans ?? [];
  return {
    ...rest,
    ...(dueDate !== undefined && (first || drawn.typeCode === '380') && { dueDate }),
    ...(first && paymentReference !== undefined && { paymentReference }),
    ...(first && {
      paymentMeans: (paymentMeans ?? []).map((each) => ({ ...each, code: first.code })),
    }),
  };
}

function word(): fc.Arbitrary<string> {
  return fc.constantFrom(
    'A',
    'B&B',
    '<C>',
    'Ü',
    '"7"',
    "'",
    '😀',
    'a b',
    ']]>',
    '&amp;',
    '0',
    '\u00A0x\u00A0'.trim(),
  );
}
function lines(): fc.Arbitrary<string> {
  return fc.array(word(), { minLength: 1, maxLength: 3 }).map((all) => all.join('\n'));
}
function some<Item>(item: fc.Arbitrary<Item>): fc.Arbitrary<Item[]> {
  return fc.array(item, { minLength: 1, maxLength: 3 });
}
function day(): fc.Arbitrary<string> {
  return fc.constantFrom('2026-03-31', '2024-02-29', '1999-12-31');
}
function amount(): fc.Arbitrary<string> {
  return fc.constantFrom('0.00', '1.5', '-12.34', '999999999999.99', '7');
}
function decimal(): fc.Arbitrary<string> {
  return fc.constantFrom('0', '1.00000001', '-3.5', '1000', '19.00');
}
function identifier() {
  return fc.record({ value: word(), scheme: word() }, { requiredKeys: ['value'] });
}
function address() {
  const fields = { line1: word(), line2: word(), line3: word(), city: word(), postalCode: word() };
  return fc.record(
    { ...fields, subdivision: word(), country: fc.constantFrom('DE', 'FR') },
    { requiredKeys: ['country'] },
  );
}
function party(fields: Record<string, fc.Arbitrary<unknown>>) {
  return fc.record({ name: word(), ...fields }, { requiredKeys: ['name'] });
}
function period() {
  return fc.record({ from: day(), to: day() }, { requiredKeys: ['from'] });
}
function adjustment(fields: Record<string, fc.Arbitrary<unknown>>) {
  return fc.record(
    {
      kind: fc.constantFrom('allowance', 'charge'),
      amount: amount(),
      baseAmount: amount(),
      percentage: decimal(),
      reason: lines(),
      reasonCode: word(),
      ...fields,
    },
    { requiredKeys: ['kind', 'amount', ...Object.keys(fields)] as unknown as [] },
  );
}
function line() {
  const required = {
    id: word(),
    quantity: decimal(),
    unit: word(),
    netAmount: amount(),
    unitPrice: decimal(),
    taxCategory: word(),
    name: word(),
  };
  const optional = {
    note: lines(),
    invoicedObject: identifier(),
    orderLine: word(),
    buyerAccountingReference: word(),
    period: period(),
    allowancesCharges: some(adjustment({})),
    priceBaseQuantity: decimal(),
    taxRate: decimal(),
    description: lines(),
    sellerItemId: word(),
    buyerItemId: word(),
    standardItemId: identifier(),
    classifications: some(
      fc.record(
        { code: word(), scheme: word(), schemeVersion: word() },
        { requiredKeys: ['code'] },
      ),
    ),
    originCountry: fc.constantFrom('NO', 'CN'),
    attributes: some(fc.record({ name: word(), value: word() })),
  };
  return fc
    .record({ ...required, ...optional }, { requiredKeys: Object.keys(required) as [] })
    .chain((drawn) =>
      fc
        .option(fc.record({ grossPrice: decimal(), priceDiscount: decimal() }), { nil: {} })
        .map((gross) => ({ ...drawn, ...gross })),
    );
}

const SELLER_FIELDS = {
  tradingName: word(),
  identifiers: some(identifier()),
  registration: identifier(),
  legalForm: lines(),
  electronicAddress: identifier(),
  address: address(),
  contact: fc.record({ name: word(), phone: word(), email: word() }, { requiredKeys: ['name'] }),
};

const REQUIRED = {
  number: word(),
  issueDate: day(),
  typeCode: fc.constantFrom('380', '381'),
  currency: fc.constantFrom('EUR', 'NOK'),
  specification: word(),
  totals: fc.record(
    {
      lineNet: amount(),
      allowances: amount(),
      charges: amount(),
      net: amount(),
      tax: amount(),
      gross: amount(),
      prepaid: amount(),
      rounding: amount(),
      payable: amount(),
    },
    { requiredKeys: ['lineNet', 'net', 'tax', 'gross', 'payable'] },
  ),
};
const REQUIRED_KEYS = Object.keys(REQUIRED) as (keyof typeof REQUIRED)[];

const OPTIONAL = {
  businessProcess: word(),
  taxPointDate: day(),
  taxPointCode: word(),
  dueDate: day(),
  buyerReference: word(),
  projectReference: word(),
  contractReference: word(),
  orderReference: word(),
  salesOrderReference: word(),
  receivingAdviceReference: word(),
  despatchAdviceReference: word(),
  tenderReference: word(),
  invoicedObject: identifier(),
  buyerAccountingReference: word(),
  paymentTerms: lines(),
  notes: some(lines()),
  precedingInvoices: some(
    fc.record({ number: word(), issueDate: day() }, { requiredKeys: ['number'] }),
  ),
  deliveryDate: day(),
  deliverTo: fc.record(
    { name: word(), location: identifier(), address: address() },
    { requiredKeys: ['name'] },
  ),
  period: period(),
  paymentReference: word(),
  creditorIdentifier: word(),
  supportingDocuments: some(
    fc.record(
      { reference: word(), description: lines(), location: word() },
      { requiredKeys: ['reference'] },
    ),
  ),
  paymentMeans: some(
    fc.record(
      {
        code: word(),
        description: word(),
        account: word(),
        cardNumber: word(),
        mandate: word(),
        debitedAccount: word(),
      },
      { requiredKeys: ['code'] },
    ),
  ),
  allowancesCharges: some(adjustment({ taxCategory: word(), taxRate: decimal() })),
  taxBreakdown: some(
    fc.record(
      {
        category: word(),
        rate: decimal(),
        taxableAmount: amount(),
        taxAmount: amount(),
        exemptionReason: lines(),
        exemptionReasonCode: word(),
      },
      { requiredKeys: ['category', 'taxableAmount', 'taxAmount'] },
    ),
  ),
};
