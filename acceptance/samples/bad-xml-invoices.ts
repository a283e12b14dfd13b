/** E-invoices that are wrong, each in one way; some of them would like to read or call elsewhere. */

import type { BadInput } from './bad-json-invoices.ts';

/** `ubl` is a good one, which each of them spoils; `canary` is an address that nobody may call. */
export function badXmlInvoices(ubl: string, canary: string): readonly BadInput[] {
  return [...notInert(ubl, canary), ...notXml(ubl), ...notPostable(ubl)];
}

function notInert(ubl: string, canary: string): readonly BadInput[] {
  const declared = (doctype: string, note = 'x') =>
    ubl
      .replace(/(<\?xml[^>]*\?>)?/, `$1<!DOCTYPE Invoice ${doctype}>`)
      .replace(/<cbc:ID>[^<]*</, `<cbc:ID>${note}<`);
  const laughs = Array.from({ length: 9 }, (_, level) => {
    return `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`;
  });
  return [
    ['an entity of a file', declared('[<!ENTITY e SYSTEM "file:///etc/passwd">]', '&e;')],
    ['an entity from elsewhere', declared(`[<!ENTITY e SYSTEM "${canary}/e">]`, '&e;')],
    ['a parameter entity', declared(`[<!ENTITY % e SYSTEM "${canary}/p">%e;]`)],
    ['a document type from elsewhere', declared(`SYSTEM "${canary}/invoice.dtd"`)],
    ['a billion laughs', declared(`[<!ENTITY l0 "ha">${laughs.join('')}]`, '&l9;')],
  ].map(([name = '', content = '']) => ({ name, content, problem: 'malformed_xml', says: /x/ }));
}

function notXml(ubl: string): readonly BadInput[] {
  const problem = 'malformed_xml';
  const deep = `${'<a>'.repeat(NESTING)}${'</a>'.repeat(NESTING)}`;
  const wrongly = ubl.replace(/encoding="[^"]*"/, 'encoding="ISO-8859-7"');
  return [
    { name: 'words', content: 'Invoice 4711', problem, says: /x/ },
    { name: 'nothing', content: '', problem, says: /x/ },
    { name: 'cut off', content: ubl.slice(0, -100), problem, says: /x/ },
    { name: 'a tag that is not closed', content: ubl.replace('</cbc:ID>', ''), problem, says: /x/ },
    { name: 'an entity that nobody declared', content: ubl.replace('<cbc:ID>', '<cbc:ID>&e;'), problem, says: /x/ },
    { name: '100,000 levels', content: deep, problem, says: /x/ },
    { name: 'another encoding than it says', content: Buffer.from(ubl, 'utf16le'), problem, says: /x/ },
    { name: 'an encoding that is not taken', content: wrongly, problem, says: /x/ },
    { name: 'bytes that are no UTF-8', content: Buffer.from(ubl.replace('Pressure', 'Pr\u00fcf'), 'latin1'), problem, says: /x/ },
  ];
}

function notPostable(ubl: string): readonly BadInput[] {
  const problem = 'unacceptable_invoice';
  return [
    { name: 'an order to pay', content: PAIN_001, problem, says: /x/ },
    { name: 'a bank statement', content: PAIN_001.replaceAll('pain.001.001.09', 'camt.053.001.08'), problem, says: /x/ },
    { name: 'a total that is a cent off', content: ubl.replaceAll('>119.00<', '>119.01<'), problem, says: /x/ },
    { name: 'a seller that we are not', content: ubl.replace(/(<cac:AccountingSupplierParty>[^]*?<cbc:CompanyID>)[^<]*/, '$1DE999999999'), problem, says: /x/ },
    { name: 'a buyer that nobody knows', content: ubl.replace(/(<cac:AccountingCustomerParty>[^]*?<cbc:CompanyID>)[^<]*/, '$1DE999999999'), problem, says: /x/ },
    { name: 'a day that is none', content: ubl.replace(/<cbc:IssueDate>[^<]*/, '<cbc:IssueDate>2026-02-30'), problem, says: /x/ },
    { name: 'an amount in words', content: ubl.replace(/(<cbc:PayableAmount[^>]*>)[^<]*/, '$11.190,00'), problem, says: /x/ },
    { name: 'no lines', content: ubl.replace(/<cac:InvoiceLine>[^]*<\/cac:InvoiceLine>/, ''), problem, says: /x/ },
  ];
}

const PAIN_001 =
  '<?xml version="1.0" encoding="UTF-8"?>' +
  '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>' +
  '<GrpHdr><MsgId>M1</MsgId><NbOfTxs>1</NbOfTxs></GrpHdr></CstmrCdtTrfInitn></Document>';

/** Far beyond every stack, in a tenth of what one document may carry. */
const NESTING = 100_000;
