import { checkInvoice, isCreditNote, type Invoice } from '@kontor/canon';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryDocument } from './arbitrary-document.ts';
import { readEInvoice } from './read-einvoice.ts';
import { writeUblInvoice } from './write-ubl-invoice.ts';

const invoice: Invoice = {
  number: 'R-1',
  issueDate: '2026-03-31',
  dueDate: '2026-04-30',
  typeCode: '380',
  currency: 'EUR',
  specification: 'urn:cen.eu:en16931:2017',
  seller: { name: 'Käse & <Söhne>', vatId: 'DE123456789', address: { country: 'DE' } },
  buyer: { name: 'Boulangerie "Chez Léon"', address: { country: 'FR' } },
  taxBreakdown: [{ category: 'S', rate: '19', taxableAmount: '20.00', taxAmount: '3.80' }],
  lines: [
    {
      id: '1',
      quantity: '2',
      unit: 'C62',
      netAmount: '20.00',
      unitPrice: '10',
      taxCategory: 'S',
      taxRate: '19',
      name: 'Roll',
      revenueAccount: '4400',
    },
  ],
  totals: { lineNet: '20.00', net: '20.00', tax: '3.80', gross: '23.80', payable: '23.80' },
};

test('an invoice is written as UBL, and what it says about our ledger stays at home', async () => {
  const document = writeUblInvoice(invoice);
  expect(document).toContain(
    '<cbc:RegistrationName>Käse &amp; &lt;Söhne&gt;</cbc:RegistrationName>',
  );
  expect(document).not.toContain('4400');
  const reading = await read(document);
  expect(reading).toMatchObject({ kind: 'invoice', syntax: 'UBL Invoice', warnings: [] });
  if (reading.kind === 'invoice') expect(checkInvoice(reading.invoice)).toEqual([]);
});

test('elements stand in the order of the UBL schema', () => {
  const names = topLevelNames(writeUblInvoice({ ...invoice, notes: ['a', 'b'], ...MUCH }));
  expect(names).toEqual(INVOICE_ORDER.filter((name) => names.includes(name)).flatMap(twice));
  const note = { ...invoice, typeCode: '381', notes: ['a', 'b'], ...MUCH };
  const ofNote = topLevelNames(writeUblInvoice(note));
  expect(ofNote).toEqual(CREDIT_NOTE_ORDER.filter((name) => ofNote.includes(name)).flatMap(twice));
});

test('the due date of a credit note, which has no element of its own, is not lost', async () => {
  const reading = await read(writeUblInvoice({ ...invoice, typeCode: '381' }));
  expect(reading).toMatchObject({
    syntax: 'UBL CreditNote',
    invoice: { dueDate: '2026-04-30', paymentMeans: [{ code: '1' }] },
  });
});

test('characters that XML cannot hold become the replacement character', async () => {
  const document = writeUblInvoice({ ...invoice, number: 'A\uD800B\uFFFEC' });
  expect(document.isWellFormed()).toBe(true);
  const reading = await read(document);
  expect(reading).toMatchObject({ invoice: { number: 'A\uFFFDB\uFFFDC' } });
});

test('whatever is written is read as it was', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryDocument(), async (written) => {
      const reading = await read(writeUblInvoice(written));
      expect(reading).toEqual({
        kind: 'invoice',
        invoice: written,
        syntax: isCreditNote(written) ? 'UBL CreditNote' : 'UBL Invoice',
        warnings: [],
      });
    }),
    { numRuns: 200 },
  );
});

async function read(document: string) {
  return readEInvoice(
    (async function* () {
      yield Buffer.from(document);
    })(),
  );
}

function topLevelNames(document: string): readonly string[] {
  const names: string[] = [];
  let depth = 0;
  for (const [, close, name] of document.matchAll(/<(\/?)([\w:]+)[^>]*>/g)) {
    if (close) depth -= 1;
    else if (++depth === 2) names.push(name!);
  }
  return names;
}

/** Notes and lines are written twice here, everything else once. */
function twice(name: string): readonly string[] {
  return name === 'cbc:Note' || name === 'cac:AdditionalDocumentReference' ? [name, name] : [name];
}

const MUCH: Partial<Invoice> = {
  businessProcess: 'P1',
  taxPointDate: '2026-03-30',
  taxCurrency: 'EUR',
  buyerAccountingReference: 'K1',
  buyerReference: 'B1',
  period: { from: '2026-03-01', to: '2026-03-31' },
  orderReference: 'O1',
  precedingInvoices: [{ number: 'R-0' }],
  despatchAdviceReference: 'D1',
  receivingAdviceReference: 'W1',
  tenderReference: 'T1',
  contractReference: 'C1',
  invoicedObject: { value: 'OBJ' },
  supportingDocuments: [{ reference: 'S1' }],
  payee: { name: 'Factor' },
  taxRepresentative: { name: 'Representative' },
  deliveryDate: '2026-03-30',
  paymentMeans: [{ code: '30', account: 'DE02120300000000202051' }],
  paymentTerms: 'Now',
  allowancesCharges: [{ kind: 'charge', amount: '1.00' }],
};

const INVOICE_ORDER = words(`
  cbc:CustomizationID cbc:ProfileID cbc:ID cbc:IssueDate cbc:DueDate cbc:InvoiceTypeCode cbc:Note
  cbc:TaxPointDate cbc:DocumentCurrencyCode cbc:TaxCurrencyCode cbc:AccountingCost
  cbc:BuyerReference cac:InvoicePeriod cac:OrderReference cac:BillingReference
  cac:DespatchDocumentReference cac:ReceiptDocumentReference cac:OriginatorDocumentReference
  cac:ContractDocumentReference cac:AdditionalDocumentReference cac:ProjectReference
  cac:AccountingSupplierParty cac:AccountingCustomerParty cac:PayeeParty cac:TaxRepresentativeParty
  cac:Delivery cac:PaymentMeans cac:PaymentTerms cac:AllowanceCharge cac:TaxTotal
  cac:LegalMonetaryTotal cac:InvoiceLine`);

const CREDIT_NOTE_ORDER = words(`
  cbc:CustomizationID cbc:ProfileID cbc:ID cbc:IssueDate cbc:TaxPointDate cbc:CreditNoteTypeCode
  cbc:Note cbc:DocumentCurrencyCode cbc:TaxCurrencyCode cbc:AccountingCost cbc:BuyerReference
  cac:InvoicePeriod cac:OrderReference cac:BillingReference cac:DespatchDocumentReference
  cac:ReceiptDocumentReference cac:ContractDocumentReference cac:AdditionalDocumentReference
  cac:OriginatorDocumentReference cac:AccountingSupplierParty cac:AccountingCustomerParty
  cac:PayeeParty cac:TaxRepresentativeParty cac:Delivery cac:PaymentMeans cac:PaymentTerms
  cac:AllowanceCharge cac:TaxTotal cac:LegalMonetaryTotal cac:CreditNoteLine`);

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
