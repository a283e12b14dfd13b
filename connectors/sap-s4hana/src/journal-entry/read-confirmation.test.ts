import { expect, test } from 'vitest';
import { readConfirmation } from './read-confirmation.ts';

const number = element('AccountingDocument', '1800000001');
const made = number + element('CompanyCode', '1010') + element('FiscalYear', '2026');
const item = element(
  'Item',
  element('TypeID', '605(RW)') + element('SeverityCode', '1') + element('Note', 'Ä &amp; B'),
);

test('a document and its log', async () => {
  expect(await readConfirmation(message(inner(made, item)))).toEqual({
    kind: 'confirmation',
    document: { number: '1800000001', companyCode: '1010', fiscalYear: '2026' },
    log: [{ typeId: '605(RW)', severity: '1', note: 'Ä & B' }],
  });
});

test('errors of the whole message are read, too', async () => {
  const error = item.replace('605', '609').replace('>1<', '>3<');
  expect(await readConfirmation(message(`<Log>${error}</Log>`))).toMatchObject({
    log: [{ typeId: '609(RW)', severity: '3' }],
  });
});

test('a number without its year names no document', async () => {
  expect(await readConfirmation(message(inner(number, item)))).not.toHaveProperty('document');
});

test.each([
  ['nothing', ''],
  ['a page', '<html><body>1800000001</body></html>'],
  ['a fault', soap('<soap:Fault><faultcode>soap:Server</faultcode></soap:Fault>')],
  ['a document type', `<!DOCTYPE a [<!ENTITY b "c">]>${message(inner(made, item))}`],
  ['half of it', message(inner(made, item)).slice(0, 300)],
  ['another message', soap(element('JournalEntryBulkCreateConfirmation', inner(made, item)))],
])('%s is unreadable', async (_, body) => {
  expect((await readConfirmation(body)).kind).toBe('unreadable');
});

function inner(document: string, log: string): string {
  const confirmed = element('JournalEntryCreateConfirmation', document);
  return element('JournalEntryCreateConfirmation', confirmed + element('Log', log));
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function message(content: string): string {
  return soap(
    '<n0:JournalEntryBulkCreateConfirmation xmlns:n0="http://sap.com/xi/SAPSCORE/SFIN">' +
      `${content}</n0:JournalEntryBulkCreateConfirmation>`,
  );
}

function soap(content: string): string {
  const namespace = 'xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"';
  return `<soap:Envelope ${namespace}><soap:Body>${content}</soap:Body></soap:Envelope>`;
}
