import { expect, test } from 'vitest';
import { lookUpDocument } from './look-up-document.ts';
import { answering, someInvoice } from './samples.ts';

const item = {
  CompanyCode: '1010',
  FiscalYear: '2026',
  AccountingDocument: '1800000001',
  Reference1InDocumentHeader: someInvoice().reference,
};

test('asks for one item with our reference in the company code of the document', async () => {
  const { context, requests } = answering({ body: list([]) });
  await lookUpDocument(someInvoice(), context);
  const [request] = requests;
  expect(request).toMatchObject({ method: 'GET' });
  expect(decodeURIComponent(request?.path ?? '')).toBe(
    '/sap/opu/odata/sap/API_OPLACCTGDOCITEMCUBE_SRV/A_OperationalAcctgDocItemCube' +
      `?$filter=Reference1InDocumentHeader eq '0123456789ABCDEFGHJK' and CompanyCode eq '1010'` +
      '&$select=CompanyCode,FiscalYear,AccountingDocument,Reference1InDocumentHeader' +
      '&$orderby=FiscalYear,AccountingDocument&$top=1&$format=json',
  );
});

test('finds the document with its company code and year', async () => {
  const { context } = answering({ body: list([item]) });
  expect(await lookUpDocument(someInvoice(), context)).toEqual({
    kind: 'confirmed',
    externalReference: '1800000001',
    facts: { companyCode: '1010', fiscalYear: '2026' },
  });
});

test('an empty list means that there is none', async () => {
  const { context } = answering({ body: list([]) });
  expect(await lookUpDocument(someInvoice(), context)).toEqual({ kind: 'absent' });
});

test.each([
  ['a document that was not asked for', 200, list([{ ...item, Reference1InDocumentHeader: 'X' }])],
  ['a document of another company code', 200, list([{ ...item, CompanyCode: '2010' }])],
  ['an item without a document number', 200, list([{ ...item, AccountingDocument: '' }])],
  ['a list of another protocol', 200, JSON.stringify({ value: [] })],
  ['an error of SAP', 400, JSON.stringify({ error: { code: 'x', message: { value: 'y' } } })],
  ['an empty list with an error status', 500, list([])],
])('%s proves nothing', async (_, status, body) => {
  const { context } = answering({ status, body });
  expect((await lookUpDocument(someInvoice(), context)).kind).toBe('unknown');
});

test('a company without company code proves nothing', async () => {
  const { context } = answering({ body: list([]) });
  const outcome = await lookUpDocument(someInvoice({ legalEntity: 'FR01' }), context);
  expect(outcome.kind).toBe('unknown');
});

function list(results: readonly object[]): string {
  return JSON.stringify({ d: { results } });
}
