/**
 * Money comes in: a statement of the next day, handed over as a bank would send it, with what the
 * test wants to see on the receipts. Answers when the rules have looked at them.
 */

import type { BankStatement } from '@kontor/contracts';
import {
  currency,
  fromDecimal,
  money,
  parseBankingDay,
  plusDays,
  present,
  sum,
  toDecimal,
} from '@kontor/kernel';
import type { Page } from 'playwright-core';

export type Receipt = { readonly amount: string; readonly text: string; readonly payer: string };

/** On the account of DE01 in euros, on behalf of the person who is signed in. */
export async function receiveMoney(page: Page, receipts: readonly Receipt[]): Promise<void> {
  const last = await lastStatement(page);
  const response = await page.request.post('/v1/bank-files', {
    headers: {
      'content-type': 'application/xml',
      'idempotency-key': `"${crypto.randomUUID()}"`,
      origin: new URL(page.url()).origin,
      prefer: 'wait=20',
    },
    data: statementAfter(last, receipts),
  });
  const file = (await response.json()) as { readonly status: string };
  if (file.status !== 'booked') throw new TypeError(JSON.stringify(file));
}

type Statement = { readonly account: string; readonly day: string; readonly closing: string };

async function lastStatement(page: Page): Promise<Statement> {
  const reply = await page.request.get('/v1/bank-statements?legalEntity=DE01&page_size=100');
  const { items } = (await reply.json()) as { readonly items: readonly BankStatement[] };
  const last = items.find(
    ({ closing, status }) => closing?.currency === 'EUR' && status === 'booked',
  );
  const { account, toDay, closing } = present(last, 'the day has a statement of it');
  const { amount, direction } = present(closing, 'a booked statement closes');
  return {
    account: present(account.iban, 'the account has an IBAN'),
    day: present(toDay, 'it is of a day'),
    closing: direction === 'debit' ? `-${amount}` : amount,
  };
}

function statementAfter(last: Statement, receipts: readonly Receipt[]): string {
  const day = plusDays(present(parseBankingDay(last.day), last.day), 1);
  const id = `TEST-${crypto.randomUUID().slice(0, 8)}`;
  const minor = (amount: string) => present(fromDecimal(amount, EUR), amount);
  const closing = toDecimal(
    sum([last.closing, ...receipts.map(({ amount }) => amount)].map(minor), EUR),
  );
  const balance = (code: string, amount: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>` +
    `<Amt Ccy="EUR">${toDecimal(money(magnitude(minor(amount).minor), EUR))}</Amt>` +
    `<CdtDbtInd>${amount.startsWith('-') ? 'DBIT' : 'CRDT'}</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>' +
    `<GrpHdr><MsgId>${id}</MsgId><CreDtTm>${day}T20:00:00Z</CreDtTm></GrpHdr>` +
    `<Stmt><Id>${id}</Id><CreDtTm>${day}T20:00:00Z</CreDtTm>` +
    `<Acct><Id><IBAN>${last.account}</IBAN></Id><Ccy>EUR</Ccy></Acct>` +
    balance('OPBD', last.closing) +
    balance('CLBD', closing) +
    receipts.map((receipt, index) => entry(receipt, day, `${id}-${index}`)).join('') +
    '</Stmt></BkToCstmrStmt></Document>'
  );
}

function entry({ amount, text, payer }: Receipt, day: string, reference: string): string {
  return (
    `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>` +
    `<BookgDt><Dt>${day}</Dt></BookgDt><AcctSvcrRef>${reference}</AcctSvcrRef>` +
    '<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>' +
    `<NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>${payer}</Nm></Pty></Dbtr></RltdPties>` +
    `<RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`
  );
}

function magnitude(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}

const EUR = currency('EUR');
