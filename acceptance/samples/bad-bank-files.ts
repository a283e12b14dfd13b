/** Bank files that are wrong, each in one way: some are no bank files, some cannot be proved. */

import type { BadInput } from './bad-json-invoices.ts';

/** Nothing of them is kept: they are not what a bank delivers. */
export function notBankFiles(camt: string): readonly BadInput[] {
  const problem = 'unacceptable_file';
  const bomb = camt
    .replace('<Document', '<!DOCTYPE Document [<!ENTITY l "ha">]><Document')
    .replace('<MsgId>', '<MsgId>&l;');
  return [
    { name: 'nothing', content: '', problem, says: /x/ },
    { name: 'words', content: 'Dear Sir or Madam,', problem, says: /x/ },
    { name: 'an archive', content: EMPTY_ZIP, problem, says: /x/ },
    { name: 'an order to pay', content: PAIN_001, problem, says: /x/ },
    { name: 'an XML bomb', content: bomb, problem, says: /x/ },
  ];
}

/** `defect` of each is what its file is quarantined for. */
export function unprovedCamt(camt: string): readonly Omit<BadInput, 'problem'>[] {
  return [
    { name: 'cut off', content: camt.slice(0, -60), says: /x/ },
    { name: 'another encoding than it says', content: Buffer.from(camt.replace('Hamburg', 'M\u00fcnchen'), 'latin1'), says: /x/ },
    { name: 'another closing balance', content: changed(camt, /(<Cd>CLBD<.*?<Amt Ccy="EUR">)\d+/, '$19'), says: /x/ },
    { name: 'another sum of entries', content: changed(camt, /(<TtlNtries>.*?<Sum>)\d+/, '$19'), says: /x/ },
    { name: 'another count of entries', content: changed(camt, /(<TtlNtries><NbOfNtries>)\d+/, '$17'), says: /x/ },
    { name: 'another sum of credits', content: changed(camt, /(<TtlCdtNtries>.*?<Sum>)\d+/, '$19'), says: /x/ },
    { name: 'an account that is not ours', content: camt.replaceAll(/DE\d{20}/g, 'DE89370400440532013000'), says: /x/ },
    { name: 'a currency that is none', content: camt.replaceAll('Ccy="EUR"', 'Ccy="XYZ"').replaceAll('<Ccy>EUR', '<Ccy>XYZ'), says: /x/ },
    { name: 'five decimals', content: changed(camt, /(<Ntry>.*?<Amt Ccy="EUR">\d+\.\d\d)/, '$1001'), says: /x/ },
    { name: 'an amount in words', content: changed(camt, /(<Ntry>.*?<Amt Ccy="EUR">)[\d.]+/, '$1a hundred'), says: /x/ },
    { name: 'an entry without its direction', content: changed(camt, /(<Ntry>.*?)<CdtDbtInd>CRDT<\/CdtDbtInd>/, '$1'), says: /x/ },
    { name: 'a day that is none', content: changed(camt, /(<BookgDt><Dt>)[\d-]+/, '$12026-02-30'), says: /x/ },
  ];
}

export function unprovedMt940(mt940: string): readonly Omit<BadInput, 'problem'>[] {
  return [
    { name: 'cut off', content: mt940.slice(0, mt940.indexOf(':62F:')), says: /x/ },
    { name: 'another closing balance', content: changed(mt940, /(:62F:C\d{6}EUR)\d+/, '$19'), says: /x/ },
    { name: 'garbage for an entry', content: changed(mt940, /:61:[^\r]*/, ':61:garbage'), says: /x/ },
    { name: 'garbage between the fields', content: changed(mt940, /:60F:/, 'garbage\r\n:60F:'), says: /x/ },
    { name: 'no account', content: changed(mt940, /:25:[^\r]*\r\n/, ''), says: /x/ },
    { name: 'a currency that is none', content: mt940.replaceAll('EUR', 'XYZ'), says: /x/ },
    { name: 'an account that is not ours', content: changed(mt940, /:25:.*/, ':25:DE89370400440532013000'), says: /x/ },
    { name: 'three decimals', content: changed(mt940, /(:61:\d{10}C\d+,\d\d)/, '$11'), says: /x/ },
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
