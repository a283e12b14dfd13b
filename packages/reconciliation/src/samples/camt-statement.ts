/**
 * For tests: a camt.053 as a bank would write it, with balances that add up unless told otherwise.
 */

import { currency, fromDecimal, money, present, sum, toDecimal } from '@kontor/kernel';

export type SampleStatement = {
  readonly id: string;
  readonly account: string;
  readonly day: string;
  /** With a sign when we owe the bank. */
  readonly opening: string;
  /** What the entries lead to, unless the test wants another figure. */
  readonly closing?: string;
  readonly sequence?: number;
  readonly entries?: readonly SampleEntry[];
};

export type SampleEntry = {
  /** Negative when it leaves the account. */
  readonly amount: string;
  readonly text?: string;
  readonly endToEndId?: string;
  readonly structuredReference?: string;
  readonly payer?: string;
  readonly payerIban?: string;
  readonly reversal?: true;
  readonly returnReason?: string;
};

export function camtStatement(...statements: readonly SampleStatement[]): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>' +
    '<GrpHdr><MsgId>SAMPLE</MsgId><CreDtTm>2026-03-31T20:00:00Z</CreDtTm></GrpHdr>' +
    statements.map(toStmt).join('') +
    '</BkToCstmrStmt></Document>\n'
  );
}

/** What the entries lead to. */
export function closingOf({ opening, entries = [] }: SampleStatement): string {
  const amounts = [opening, ...entries.map(({ amount }) => amount)];
  return toDecimal(sum(amounts.map(eur), EUR));
}

function toStmt(statement: SampleStatement): string {
  const { id, account, day, opening, sequence, entries = [] } = statement;
  return (
    `<Stmt><Id>${id}</Id>` +
    (sequence === undefined ? '' : `<ElctrncSeqNb>${sequence}</ElctrncSeqNb>`) +
    `<Acct><Id><IBAN>${account}</IBAN></Id><Ccy>EUR</Ccy></Acct>` +
    toBal('OPBD', opening, day) +
    toBal('CLBD', statement.closing ?? closingOf(statement), day) +
    entries.map((entry) => toNtry(entry, day)).join('') +
    '</Stmt>'
  );
}

function toBal(code: string, amount: string, day: string): string {
  return (
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${toAmt(amount)}` +
    `<Dt><Dt>${day}</Dt></Dt></Bal>`
  );
}

function toNtry(entry: SampleEntry, day: string): string {
  const { endToEndId, payer, payerIban, text, structuredReference, returnReason } = entry;
  const remittance =
    (text ? `<Ustrd>${text}</Ustrd>` : '') +
    (structuredReference
      ? `<Strd><CdtrRefInf><Ref>${structuredReference}</Ref></CdtrRefInf></Strd>`
      : '');
  return (
    `<Ntry>${toAmt(entry.amount)}` +
    (entry.reversal ? '<RvslInd>true</RvslInd>' : '') +
    `<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt>` +
    '<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>' +
    '<NtryDtls><TxDtls>' +
    (endToEndId ? `<Refs><EndToEndId>${endToEndId}</EndToEndId></Refs>` : '') +
    (payer || payerIban
      ? '<RltdPties>' +
        (payer ? `<Dbtr><Pty><Nm>${payer}</Nm></Pty></Dbtr>` : '') +
        (payerIban ? `<DbtrAcct><Id><IBAN>${payerIban}</IBAN></Id></DbtrAcct>` : '') +
        '</RltdPties>'
      : '') +
    (remittance ? `<RmtInf>${remittance}</RmtInf>` : '') +
    (returnReason ? `<RtrInf><Rsn><Cd>${returnReason}</Cd></Rsn></RtrInf>` : '') +
    '</TxDtls></NtryDtls></Ntry>'
  );
}

function toAmt(amount: string): string {
  const unsigned = amount.replace('-', '');
  const direction = amount.startsWith('-') ? 'DBIT' : 'CRDT';
  return `<Amt Ccy="EUR">${unsigned}</Amt><CdtDbtInd>${direction}</CdtDbtInd>`;
}

function eur(text: string) {
  const amount = present(fromDecimal(text, EUR), `${text} is an amount in euros`);
  return money(amount.minor, EUR);
}

const EUR = currency('EUR');
