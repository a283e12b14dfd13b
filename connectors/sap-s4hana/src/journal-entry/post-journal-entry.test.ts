import { expect, test } from 'vitest';
import { postCustomerInvoice } from '../customer-invoice.ts';
import { answering, someInvoice } from '../samples.ts';

const posted = { kind: 'confirmed', externalReference: '1800000001' };
const error = log('201(F5)', 3, 'Posting period 03 2026 is not open');
const warning = log('117(F5)', 2, 'Due date is in the past');
const lock = log('599(F5)', 3, 'Account C10042 is locked by user MEIER');

test.each<[string, number, string, object]>([
  ['a document number', 200, confirmation('1800000001', ''), posted],
  ['a document number in spite of an error', 200, confirmation('1800000001', error), posted],
  ['a document number and a warning', 200, confirmation('1800000001', warning), posted],
  [
    'an error without a number',
    200,
    confirmation(undefined, error),
    { kind: 'rejected', reason: 'period_closed', vendorCode: 'F5/201' },
  ],
  [
    'an error and a number of zeros',
    200,
    confirmation('0000000000', error),
    { kind: 'rejected', reason: 'period_closed', vendorCode: 'F5/201' },
  ],
  ['a lock', 200, confirmation('0000000000', lock), { kind: 'retryable', cause: 'locked' }],
  ['neither a number nor an error', 200, confirmation(undefined, ''), { kind: 'unknown' }],
  ['a number of zeros without an error', 200, confirmation('0000000000', ''), { kind: 'unknown' }],
  ['only a warning', 200, confirmation('0000000000', warning), { kind: 'unknown' }],
  ['an error with an error status', 500, confirmation(undefined, error), { kind: 'unknown' }],
  ['a SOAP fault', 500, soap('<soap:Fault/>'), { kind: 'unknown' }],
  ['a SOAP fault with a 200', 200, soap('<soap:Fault/>'), { kind: 'unknown' }],
  ['a missing authorisation', 403, '<html/>', { kind: 'retryable', cause: 'sign_in_refused' }],
  ['a service that is not there', 404, '<html/>', { kind: 'unknown' }],
  ['a 503', 503, '<html/>', { kind: 'unknown' }],
])('SAP answers with %s', async (_, status, body, outcome) => {
  const { context } = answering({ status, body });
  expect(await postCustomerInvoice(someInvoice(), context)).toMatchObject(outcome);
});

test('SAP is busy and says until when', async () => {
  const { context } = answering({ status: 503, headers: { 'retry-after': '20' } });
  const outcome = await postCustomerInvoice(someInvoice(), context);
  expect(outcome).toMatchObject({ cause: 'unavailable', retryAfterMs: 20_000 });
});

test('what is sent names the operation and signs in', async () => {
  const { context, requests } = answering({});
  await postCustomerInvoice(someInvoice(), context);
  expect(requests).toMatchObject([
    {
      method: 'POST',
      path: '/sap/bc/srt/scs_ext/sap/journalentrycreaterequestconfi',
      headers: {
        authorization: expect.stringMatching(/^Basic /),
        'content-type': 'text/xml; charset=utf-8',
        soapaction: expect.stringMatching(/^".*JournalEntryCreateRequestConfirmation_InRequest"$/),
      },
    },
  ]);
});

function confirmation(number: string | undefined, items: string): string {
  const fields = `<CompanyCode>1010</CompanyCode><FiscalYear>2026</FiscalYear>`;
  const document = `<AccountingDocument>${number}</AccountingDocument>${fields}`;
  const made = number === undefined ? '' : element('JournalEntryCreateConfirmation', document);
  const inner = element('JournalEntryCreateConfirmation', made + element('Log', items));
  return soap(
    '<n0:JournalEntryBulkCreateConfirmation xmlns:n0="http://sap.com/xi/SAPSCORE/SFIN">' +
      `${inner}</n0:JournalEntryBulkCreateConfirmation>`,
  );
}

function log(typeId: string, severity: number, note: string): string {
  const fields = [
    element('TypeID', typeId),
    element('SeverityCode', String(severity)),
    element('Note', note),
  ];
  return element('Item', fields.join(''));
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function soap(content: string): string {
  const namespace = 'xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"';
  return `<soap:Envelope ${namespace}><soap:Body>${content}</soap:Body></soap:Envelope>`;
}
