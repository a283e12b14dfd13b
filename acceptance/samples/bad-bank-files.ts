/** Bank files that are wrong, each in one way: some are no bank files, some cannot be proved. */

import type { BadInput } from './bad-json-invoices.ts';

/** Nothing of them is kept: they are not what a bank delivers. */
export function notBankFiles(camt: string, mt940: string): readonly BadInput[] {
  const problem = 'unacceptable_file';
  const latin1 = Buffer.from(camt.replace('Hamburg', 'M\u00fcnchen'), 'latin1');
  const bomb = camt
    .replace('<Document', '<!DOCTYPE Document [<!ENTITY l "ha">]><Document')
    .replace('<MsgId>', '<MsgId>&l;');
  return [
    {
      name: 'nothing',
      content: '',
      problem,
      defect: 'format_unknown',
      at: 'line 1',
      says: /empty file: send camt/,
    },
    {
      name: 'words',
      content: 'Dear Sir or Madam,',
      problem,
      defect: 'format_unknown',
      at: 'line 1',
      says: /no format we know: send camt/,
    },
    {
      name: 'an archive',
      content: EMPTY_ZIP,
      problem,
      defect: 'format_unknown',
      at: 'line 1',
      says: /no format we know: send camt/,
    },
    {
      name: 'an order to pay',
      content: PAIN_001,
      problem,
      defect: 'message_unsupported',
      at: 'Document/CstmrCdtTrfInitn (line 1)',
      says: /no bank statement: send camt/,
    },
    {
      name: 'an XML bomb',
      content: bomb,
      problem,
      defect: 'xml_doctype_forbidden',
      at: 'line 2',
      says: /remove <!DOCTYPE/,
    },
    {
      name: 'another encoding than it says',
      content: latin1,
      problem,
      defect: 'xml_text_not_in_encoding',
      at: 'line 1',
      says: /declare the true one, or send UTF-8/,
    },
    {
      name: 'a currency that is none',
      content: mt940.replaceAll('EUR', 'XYZ'),
      problem,
      defect: 'currency_unknown',
      at: ':60F: (line 4)',
      says: /“XYZ” is not a currency code of ISO 4217/,
    },
  ];
}

export type Unproved = Omit<BadInput, 'problem'>;

/** What each is quarantined for. */
export function unprovedCamt(camt: string): readonly Unproved[] {
  return [...notAddingUp(camt), ...notReadable(camt)];
}

function notAddingUp(camt: string): readonly Unproved[] {
  return [
    {
      name: 'cut off',
      content: camt.slice(0, -60),
      defect: 'xml_incomplete',
      at: 'line 2',
      says: /unclosed tag/,
    },
    {
      name: 'another closing balance',
      content: changed(camt, /(<Cd>CLBD<.*?<Amt Ccy="EUR">)\d+/, '$19'),
      defect: 'closing_balance_differs',
      says: /lead from .* EUR to .* EUR; the bank says 9\.00 EUR: a difference of/,
    },
    {
      name: 'another sum of entries',
      content: changed(camt, /(<TtlNtries>.*?<Sum>)\d+/, '$19'),
      defect: 'control_total_differs',
      says: /total amount is 9\.00; the entries give/,
    },
    {
      name: 'another count of entries',
      content: changed(camt, /(<TtlNtries><NbOfNtries>)\d+/, '$17'),
      defect: 'control_total_differs',
      says: /total of entries is 7; the entries give 1/,
    },
    {
      name: 'another sum of credits',
      content: changed(camt, /(<TtlCdtNtries>.*?<Sum>)\d+/, '$19'),
      defect: 'control_total_differs',
      says: /amount of credits is 9\.00; the entries give/,
    },
    {
      name: 'an account that is not ours',
      content: camt.replaceAll(/DE\d{20}/g, 'DE89370400440532013000'),
      defect: 'account_unknown',
      says: /DE89370400440532013000 is none of ours: add it/,
    },
  ];
}

function notReadable(camt: string): readonly Unproved[] {
  return [
    {
      name: 'a currency that is none',
      content: camt.replaceAll('Ccy="EUR"', 'Ccy="XYZ"').replaceAll('<Ccy>EUR', '<Ccy>XYZ'),
      defect: 'currency_unknown',
      at: 'Document/BkToCstmrStmt/Stmt (line 2)',
      says: /not one of ISO 4217/,
    },
    {
      name: 'five decimals',
      content: changed(camt, /(<Ntry>.*?<Amt Ccy="EUR">\d+\.\d\d)/, '$1001'),
      defect: 'amount_not_exact',
      at: 'Document/BkToCstmrStmt/Stmt/Ntry (line 2)',
      says: /00001” is not an exact amount of EUR/,
    },
    {
      name: 'an amount in words',
      content: changed(camt, /(<Ntry>.*?<Amt Ccy="EUR">)[\d.]+/, '$1a hundred'),
      defect: 'amount_malformed',
      at: 'Document/BkToCstmrStmt/Stmt/Ntry (line 2)',
      says: /“a hundred” is not a decimal/,
    },
    {
      name: 'an entry without its direction',
      content: changed(camt, /(<Ntry>.*?)<CdtDbtInd>CRDT<\/CdtDbtInd>/, '$1'),
      defect: 'direction_missing',
      at: 'Document/BkToCstmrStmt/Stmt/Ntry (line 2)',
      says: /has no CdtDbtInd/,
    },
    {
      name: 'a day that is none',
      content: changed(camt, /(<BookgDt><Dt>)[\d-]+/, '$12026-02-30'),
      defect: 'day_unknown',
      at: 'Document/BkToCstmrStmt/Stmt/Ntry (line 2)',
      says: /“2026-02-30” is not a day/,
    },
  ];
}

export function unprovedMt940(mt940: string): readonly Unproved[] {
  return [
    {
      name: 'cut off',
      content: mt940.slice(0, mt940.indexOf(':62F:')),
      defect: 'statement_incomplete',
      says: /without its closing balance: it was cut off/,
    },
    {
      name: 'another closing balance',
      content: changed(mt940, /(:62F:C\d{6}EUR)\d+/, '$19'),
      defect: 'closing_balance_differs',
      says: /the bank says 9\./,
    },
    {
      name: 'garbage for an entry',
      content: changed(mt940, /:61:[^\r]*/, ':61:garbage'),
      defect: 'statement_line_malformed',
      at: ':61: (line 5)',
      says: /date, mark \(C, D, RC, RD\), amount with a comma/,
    },
    {
      name: 'no account',
      content: changed(mt940, /:25:[^\r]*\r\n/, ''),
      defect: 'account_missing',
      at: ':60F: (line 3)',
      says: /does not say its account in :25:/,
    },
    {
      name: 'an account that is not ours',
      content: changed(mt940, /:25:.*/, ':25:DE89370400440532013000'),
      defect: 'account_unknown',
      says: /DE89370400440532013000 is none of ours: add it/,
    },
    {
      name: 'three decimals',
      content: changed(mt940, /(:61:\d{10}C\d+,\d\d)/, '$11'),
      defect: 'amount_not_exact',
      at: ':61: (line 5)',
      says: /is not an exact amount of EUR/,
    },
  ];
}

/** Says so when the file is not what it was when these cases were written. */
export function changed(text: string, what: RegExp, by: string): string {
  const after = text.replace(what, by);
  if (after === text) throw new Error(`${what} is not in the file`);
  return after;
}

const PAIN_001 =
  '<?xml version="1.0" encoding="UTF-8"?>' +
  '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>' +
  '<GrpHdr><MsgId>M1</MsgId><NbOfTxs>1</NbOfTxs></GrpHdr></CstmrCdtTrfInitn></Document>';

/** The end record of an archive that holds nothing. */
const EMPTY_ZIP = Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex');
