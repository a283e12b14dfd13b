import type { Instant } from '@kontor/kernel';
import { expect, test } from 'vitest';
import { listPostedDocuments } from './posted-documents.ts';
import { answering } from './samples.ts';

const since = '2026-03-31T08:15:30.000Z' as Instant;
const item = {
  CompanyCode: '1010',
  FiscalYear: '2026',
  AccountingDocument: '1800000001',
  Reference1InDocumentHeader: '0123456789ABCDEFGHJK',
  DocumentReferenceID: 'INV-1',
  AccountingDocumentCreationDate: '/Date(1774915200000)/',
};

test('asks for one item of each document since the day before, beyond the last reference', async () => {
  const { context, requests } = answering({ body: JSON.stringify({ d: { results: [item] } }) });
  expect(await listPostedDocuments({ since, cursor: '0000' }, context)).toEqual({
    kind: 'page',
    items: [
      {
        reference: '0123456789ABCDEFGHJK',
        externalReference: '1800000001',
        place: '1010 2026',
        number: 'INV-1',
        day: '2026-03-31',
      },
    ],
  });
  expect(decodeURIComponent(requests[0]?.path ?? '')).toContain(
    `?$filter=AccountingDocumentCreationDate ge datetime'2026-03-30T00:00:00'` +
      ` and AccountingDocumentItem eq '001' and Reference1InDocumentHeader gt '0000'`,
  );
});

test('what is no list proves nothing', async () => {
  const { context } = answering({ body: JSON.stringify({ value: [] }) });
  expect(await listPostedDocuments({ since }, context)).toMatchObject({ kind: 'failed' });
});
