/** E-invoices that are wrong, each in one way; some would like to read or call elsewhere. */

import type { BadInput } from './bad-json-invoices.ts';

/** `ubl` is a good one, which each of them spoils; `canary` is an address that nobody may call. */
export function badXmlInvoices(ubl: string, canary: string): readonly BadInput[] {
  return [
    ...notInert(ubl, canary),
    ...notXml(ubl),
    ...notUtf8(ubl),
    ...notPostable(ubl),
    ...notComplete(ubl),
  ];
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
  ].map(([name = '', content = '']) => ({ name, content, ...NO_DOCTYPE }));
}

function notXml(ubl: string): readonly BadInput[] {
  const problem = 'malformed_xml';
  const deep = `${'<a>'.repeat(NESTING)}${'</a>'.repeat(NESTING)}`;
  return [
    {
      name: 'words',
      content: 'Invoice 4711',
      problem,
      defect: 'xml_malformed',
      at: 'line 1',
      says: /outside of root node/,
    },
    {
      name: 'nothing',
      content: '',
      problem,
      defect: 'xml_incomplete',
      at: 'line 1',
      says: /root element/,
    },
    {
      name: 'cut off',
      content: ubl.slice(0, -100),
      problem,
      defect: 'xml_incomplete',
      says: /unclosed tag/,
    },
    {
      name: 'a tag that is not closed',
      content: ubl.replace('</cbc:ID>', ''),
      problem,
      defect: 'xml_malformed',
      says: /unexpected close tag/,
    },
    {
      name: 'an entity that nobody declared',
      content: ubl.replace('<cbc:ID>', '<cbc:ID>&e;'),
      problem,
      defect: 'xml_malformed',
      says: /undefined entity/,
    },
    {
      name: '100,000 levels',
      content: deep,
      problem,
      defect: 'xml_too_deep',
      says: /more than 64 levels/,
    },
  ];
}

function notUtf8(ubl: string): readonly BadInput[] {
  const problem = 'malformed_xml';
  const wrongly = ubl.replace(/encoding="[^"]*"/, 'encoding="ISO-8859-7"');
  return [
    {
      name: 'another encoding than it says',
      content: Buffer.from(ubl, 'utf16le'),
      problem,
      defect: 'xml_encoding_unsupported',
      says: /in UTF-16; send it in UTF-8/,
    },
    {
      name: 'an encoding that is not taken',
      content: wrongly,
      problem,
      defect: 'xml_encoding_unsupported',
      says: /in ISO-8859-7; send it in UTF-8/,
    },
    {
      name: 'bytes that are no UTF-8',
      content: Buffer.from(ubl.replace('Pressure', 'Pr\u00fcf'), 'latin1'),
      problem,
      defect: 'xml_text_not_in_encoding',
      says: /declare the true one, or send UTF-8/,
    },
  ];
}

function notPostable(ubl: string): readonly BadInput[] {
  const problem = 'unacceptable_invoice';
  return [
    {
      name: 'an order to pay',
      content: PAIN_001,
      problem,
      defect: 'einvoice_syntax_unknown',
      says: /UBL 2\.1 Invoice/,
    },
    {
      name: 'a bank statement',
      content: PAIN_001.replaceAll('pain.001.001.09', 'camt.053.001.08'),
      problem,
      defect: 'einvoice_syntax_unknown',
      says: /UBL 2\.1 Invoice/,
    },
    {
      name: 'a total that is a cent off',
      content: ubl.replaceAll('>119.00<', '>119.01<'),
      problem,
      defect: 'BR-CO-15',
      at: '/totals/gross',
      says: /119\.01 and should be 119\b/,
    },
    {
      name: 'a seller that we are not',
      content: ubl.replace(
        /(<cac:AccountingSupplierParty>[^]*?<cbc:CompanyID>)[^<]*/,
        '$1DE999999999',
      ),
      problem,
      defect: 'seller_unknown',
      at: '/seller',
      says: /header Kontor-Legal-Entity/,
    },
    {
      name: 'a buyer that nobody knows',
      content: ubl.replace(
        /(<cac:AccountingCustomerParty>[^]*?<cbc:CompanyID>)[^<]*/,
        '$1DE999999999',
      ),
      problem,
      defect: 'buyer_unknown',
      at: '/buyer',
      says: /header Kontor-Customer/,
    },
  ];
}

function notComplete(ubl: string): readonly BadInput[] {
  const problem = 'unacceptable_invoice';
  return [
    {
      name: 'a day that is none',
      content: ubl.replace(/<cbc:IssueDate>[^<]*/, '<cbc:IssueDate>2026-02-30'),
      problem,
      defect: 'no_such_day',
      at: 'ubl:Invoice/cbc:IssueDate (line 2)',
      says: /“2026-02-30” is not a date/,
    },
    {
      name: 'an amount in words',
      content: ubl.replace(/(<cbc:PayableAmount[^>]*>)[^<]*/, '$11.190,00'),
      problem,
      defect: 'not_a_decimal',
      at: 'ubl:Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount (line 2)',
      says: /not a decimal such as 1250\.00/,
    },
    {
      name: 'no lines',
      content: ubl.replace(/<cac:InvoiceLine>[^]*<\/cac:InvoiceLine>/, ''),
      problem,
      defect: 'BR-16',
      at: '/lines',
      says: /At least one line/,
    },
  ];
}

const NO_DOCTYPE = {
  problem: 'malformed_xml',
  defect: 'xml_doctype_forbidden',
  at: 'line 1',
  says: /remove <!DOCTYPE/,
} as const;

const PAIN_001 =
  '<?xml version="1.0" encoding="UTF-8"?>' +
  '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>' +
  '<GrpHdr><MsgId>M1</MsgId><NbOfTxs>1</NbOfTxs></GrpHdr></CstmrCdtTrfInitn></Document>';

/** Far beyond every stack, in a tenth of what one document may carry. */
const NESTING = 100_000;
