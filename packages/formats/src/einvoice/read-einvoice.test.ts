import { checkInvoice } from '@kontor/canon';
import { describe, expect, test } from 'vitest';
import { readEInvoice } from './read-einvoice.ts';
import { cii, UBL, ublCreditNote, ublInvoice } from './sample-documents.ts';

const PAYABLE = /<cbc:PayableAmount.*<\/cbc:PayableAmount>/;
const LINE = /<cac:InvoiceLine>.*<\/cac:InvoiceLine>/s;
const NEITHER = '<cac:AllowanceCharge><cbc:Amount>1</cbc:Amount></cac:AllowanceCharge>';
const XXE = '<!ENTITY x SYSTEM "file:///etc/passwd">';
const LAUGHS = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">';
const LATIN = '<Invoice>K\xe4se</Invoice>';
const ATTACHMENT = `<cac:AdditionalDocumentReference><cbc:ID>T-1</cbc:ID><cac:Attachment>
  <cbc:EmbeddedDocumentBinaryObject filename="t.pdf" mimeCode="application/pdf">${'QUJD'.repeat(
    50_000,
  )}</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>`;

describe('the story', () => {
  test('a UBL invoice is read, whatever prefixes it uses', async () => {
    const reading = await read(ublInvoice());
    expect(reading).toMatchObject({ kind: 'invoice', syntax: 'UBL Invoice', warnings: [] });
    const other = ublInvoice().replaceAll('cbc:', 'b:').replaceAll('xmlns:cbc', 'xmlns:b');
    expect(await read(other)).toEqual(reading);
    if (reading.kind !== 'invoice') return;
    expect(reading.invoice).toMatchObject({
      number: 'R-1',
      currency: 'EUR',
      seller: { name: 'Käse & Söhne', vatId: 'DE123456789', registration: { value: 'HRB 1' } },
      lines: [{ id: '1', quantity: '2', unit: 'C62', netAmount: '20.00', unitPrice: '10' }],
      totals: { net: '20.00', tax: '3.80', gross: '23.80', payable: '23.80' },
    });
    expect(checkInvoice(reading.invoice)).toEqual([]);
  });

  test('a UBL credit note is read', async () => {
    const reading = await read(ublCreditNote());
    expect(reading).toMatchObject({
      kind: 'invoice',
      syntax: 'UBL CreditNote',
      invoice: { typeCode: '381', lines: [{ quantity: '2' }] },
    });
  });

  test('a Cross Industry Invoice is read, its VAT point in UBL’s way', async () => {
    const reading = await read(cii());
    expect(reading).toMatchObject({
      kind: 'invoice',
      syntax: 'CII',
      invoice: {
        number: 'R-2',
        issueDate: '2026-03-31',
        dueDate: '2026-04-30',
        taxPointCode: '35',
        notes: ['#AAI#Thank you'],
        totals: { tax: '3.80', payable: '23.80' },
      },
    });
    if (reading.kind === 'invoice') expect(checkInvoice(reading.invoice)).toEqual([]);
  });

  test('an extension is left alone, and an attachment leaves a warning', async () => {
    const extended = ublInvoice()
      .replace('<cbc:CustomizationID>', '<x:Any xmlns:x="urn:x"><cbc:ID>9</cbc:ID></x:Any>$&')
      .replace('<cac:AccountingSupplierParty>', `${ATTACHMENT}$&`);
    const reading = await read(extended);
    expect(reading).toMatchObject({
      kind: 'invoice',
      invoice: {
        number: 'R-1',
        supportingDocuments: [
          { reference: 'T-1', fileName: 't.pdf', mediaType: 'application/pdf' },
        ],
      },
      warnings: [{ code: 'attachment_left_out' }],
    });
  });
});

describe('what cannot be read exactly is refused, with its line', () => {
  test.each<[string, string, RegExp, string]>([
    ['two amounts due', 'element_repeated', PAYABLE, `${payable('23.80')}${payable('99.99')}`],
    ['an amount that is a word', 'not_a_decimal', PAYABLE, payable('all of it')],
    ['an amount with a comma', 'not_a_decimal', PAYABLE, payable('23,80')],
    ['an amount with an exponent', 'not_a_decimal', PAYABLE, payable('238E-1')],
    ['NaN', 'not_a_decimal', PAYABLE, payable('NaN')],
    ['infinity', 'not_a_decimal', PAYABLE, payable('INF')],
    ['half a cent', 'BR-DEC-18', PAYABLE, payable('23.805')],
    ['an amount in other money', 'PEPPOL-EN16931-R051', PAYABLE, payable('23.80', 'USD')],
    ['an amount in no money', 'BR-CL-03', PAYABLE, payable('23.80', 'EUX')],
    ['no amount due', 'BR-15', PAYABLE, ''],
    ['an unknown currency', 'BR-CL-04', /EUR<\/cbc:Doc/, 'XQQ</cbc:Doc'],
    ['the 30th of February', 'no_such_day', /2026-03-31/, '2026-02-30'],
    ['a credit note’s type', 'BR-CL-01', />380</, '>381<'],
    ['no lines', 'BR-16', /<cac:InvoiceLine>.*<\/cac:InvoiceLine>/s, ''],
    ['two VAT totals', 'BR-CO-15', /<cac:TaxTotal>.*<\/cac:TaxTotal>/s, '$&$&'],
    ['a number of 101 characters', 'malformed_field', /R-1/, 'R'.repeat(101)],
    ['neither allowance nor charge', 'charge_indicator_missing', /<cac:TaxTotal>/, `${NEITHER}$&`],
    [
      'two codes of payment',
      'UBL-SR-47',
      /<cac:TaxTotal>/,
      `${paymentMeans('30', 'A')}${paymentMeans('58', 'A')}$&`,
    ],
    [
      'two payment references',
      'UBL-SR-44',
      /<cac:TaxTotal>/,
      `${paymentMeans('30', 'A')}${paymentMeans('30', 'B')}$&`,
    ],
  ])('%s: %s', async (_name, code, pattern, replacement) => {
    const reading = await read(ublInvoice().replace(pattern, replacement));
    expect(codesOf(reading)).toContain(code);
  });

  test('the place is a path with a line', async () => {
    const reading = await read(ublInvoice().replace(PAYABLE, payable('x')));
    expect(reading).toMatchObject({
      defects: [
        { at: expect.stringMatching(/^ubl:Invoice\/cac:Leg.*\/cbc:PayableAmount \(line 39\)$/) },
      ],
    });
  });

  test('a date of CII has format 102', async () => {
    expect(codesOf(await read(cii().replace('"102">20260331', '"101">20260331')))).toEqual([
      'no_such_day',
    ]);
  });

  test('minus zero is zero', async () => {
    const reading = await read(
      ublInvoice().replace(PAYABLE, `${rounding('-0.00')}${payable('23.80')}`),
    );
    expect(reading).toMatchObject({ invoice: { totals: { rounding: '0.00' } } });
  });

  test('half a yen is refused, and a yen with two zeros is a yen', async () => {
    const yen = ublInvoice().replaceAll('EUR', 'JPY');
    expect(codesOf(await read(yen))).toContain('BR-DEC-13'); // the VAT is 3.80
    const whole = yen.replaceAll('23.80', '24.00').replaceAll('3.80', '4.00');
    expect(await read(whole)).toMatchObject({ kind: 'invoice' });
  });
});

describe('what is hostile is refused, in a second and with a defect', () => {
  test.each<[string, string, () => string]>([
    ['an external entity', 'xml_doctype_forbidden', () => `<!DOCTYPE a [${XXE}]>${ublInvoice()}`],
    ['a billion laughs', 'xml_doctype_forbidden', () => `<!DOCTYPE a [${LAUGHS}]>${ublInvoice()}`],
    ['200,000 levels', 'xml_too_deep', () => '<a>'.repeat(200_000)],
    ['half a document', 'xml_incomplete', () => ublInvoice().slice(0, 1_500)],
    ['nothing', 'xml_incomplete', () => ''],
    ['Latin text as UTF-8', 'xml_text_not_in_encoding', () => LATIN],
    ['HTML', 'einvoice_syntax_unknown', () => '<html><body>Please log in</body></html>'],
    ['UBL of another kind', 'einvoice_syntax_unknown', () => `<Order xmlns="${UBL}:Order-2"/>`],
    ['an invoice without namespace', 'einvoice_syntax_unknown', () => '<Invoice/>'],
    ['10,001 lines', 'malformed_field', () => withLines(10_001)],
    ['600,000 elements', 'xml_too_many_elements', () => `<a>${'<b/>'.repeat(600_000)}</a>`],
    ['a number of a million digits', 'not_a_decimal', () => withPayable('9'.repeat(1_000_000))],
    ['25 MB', 'xml_too_long', () => withPayable(' '.repeat(25_000_000))],
  ])('%s', async (_name, code, document) => {
    const started = performance.now();
    expect(codesOf(await read(document()))).toContain(code);
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  test('ten thousand lines are read', async () => {
    const reading = await read(withLines(10_000));
    expect(reading).toMatchObject({ kind: 'invoice', invoice: { lines: { length: 10_000 } } });
  });

  test('wherever a document is cut off, it is refused', async () => {
    const document = Buffer.from(ublInvoice());
    for (let length = 0; length < document.length - 12; length += 97) {
      expect((await readEInvoice(pieces(document.subarray(0, length)))).kind).toBe('refused');
    }
  });
});

function codesOf(reading: Awaited<ReturnType<typeof readEInvoice>>): readonly string[] {
  return reading.kind === 'refused' ? reading.defects.map(({ code }) => code) : [];
}

function read(document: string) {
  const encoding = document === LATIN ? 'latin1' : 'utf8';
  return readEInvoice(pieces(Buffer.from(document, encoding)));
}

async function* pieces(bytes: Uint8Array) {
  for (let start = 0; start < bytes.length; start += 65_536) {
    yield bytes.subarray(start, start + 65_536);
  }
}

function payable(amount: string, currency = 'EUR'): string {
  return `<cbc:PayableAmount currencyID="${currency}">${amount}</cbc:PayableAmount>`;
}

function rounding(amount: string): string {
  return `<cbc:PayableRoundingAmount currencyID="EUR">${amount}</cbc:PayableRoundingAmount>`;
}

function paymentMeans(code: string, reference: string): string {
  return `<cac:PaymentMeans><cbc:PaymentMeansCode>${code}</cbc:PaymentMeansCode>
    <cbc:PaymentID>${reference}</cbc:PaymentID></cac:PaymentMeans>`;
}

function withPayable(amount: string): string {
  return ublInvoice().replace(PAYABLE, payable(amount));
}

function withLines(count: number): string {
  return ublInvoice().replace(LINE, (line) => line.repeat(count));
}
