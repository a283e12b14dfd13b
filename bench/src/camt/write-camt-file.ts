/**
 * Writes a camt.053.001.08 of about the asked size: one statement, balanced, the same bytes for the
 * same seed. Entries look like those of a collecting company: single transfers with references and
 * remittance, now and then a batch, a reversal or a direct debit.
 */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { currency, money, plusDays, seededRandom, toDecimal, type Random } from '@kontor/kernel';
import { parseBankingDay, present } from '@kontor/kernel';

export type CamtFile = {
  readonly path: string;
  readonly bytes: number;
  readonly entryCount: number;
  readonly closing: string;
};

export async function writeCamtFile({
  path,
  megabytes,
  seed,
}: {
  readonly path: string;
  readonly megabytes: number;
  readonly seed: number;
}): Promise<CamtFile> {
  const random = seededRandom(seed);
  const entries = plannedEntries(random, megabytes * 1_000_000);
  const file = createWriteStream(path);
  let bytes = 0;
  const write = async (text: string) => {
    bytes += Buffer.byteLength(text);
    if (!file.write(text)) await once(file, 'drain');
  };
  const closing = toDecimal(money(OPENING_MINOR + entries.net, EUR));
  await write(headOf(closing));
  const again = seededRandom(seed);
  let block = '';
  for (let position = 1; position <= entries.count; position += 1) {
    block += entryOf(position, again).text;
    if (block.length < BLOCK_CHARACTERS && position < entries.count) continue;
    await write(block);
    block = '';
  }
  await write(TAIL);
  file.end();
  await once(file, 'finish');
  return { path, bytes, entryCount: entries.count, closing };
}

/** The closing balance stands before the entries, so they are made twice from one seed. */
function plannedEntries(random: Random, bytesMax: number): { count: number; net: bigint } {
  let count = 0;
  let net = 0n;
  for (let bytes = 0; bytes < bytesMax; count += 1) {
    const entry = entryOf(count + 1, random);
    bytes += Buffer.byteLength(entry.text);
    net += entry.signed;
  }
  return { count, net };
}

function entryOf(position: number, random: Random): { text: string; signed: bigint } {
  const pick = (count: number) => Math.floor(random.fraction() * count);
  const isCredit = random.fraction() < 0.6;
  const isReversal = random.fraction() < 0.01;
  const transactionCount = random.fraction() < 0.02 ? 5 : 1;
  const parts = Array.from({ length: transactionCount }, () => BigInt(1 + pick(5_000_000)));
  const total = parts.reduce((sum, part) => sum + part, 0n);
  const day = plusDays(FIRST_DAY, pick(28));
  const indicator = isCredit ? 'CRDT' : 'DBIT';
  const batch = transactionCount > 1 ? `<Btch><NbOfTxs>${transactionCount}</NbOfTxs></Btch>` : '';
  const details = parts.map((part, index) =>
    detailOf(`${position}-${index}`, part, isCredit, pick),
  );
  const text =
    `<Ntry><NtryRef>${position}</NtryRef><Amt Ccy="EUR">${decimal(total)}</Amt>` +
    `<CdtDbtInd>${indicator}</CdtDbtInd>${isReversal ? '<RvslInd>true</RvslInd>' : ''}` +
    `<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt>` +
    `<AcctSvcrRef>BANK${String(position).padStart(12, '0')}</AcctSvcrRef><BkTxCd><Domn>` +
    '<Cd>PMNT</Cd>' +
    `<Fmly><Cd>${isCredit ? 'RCDT' : 'ICDT'}</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn>` +
    `<Prtry><Cd>NTRF+${isCredit ? '166' : '116'}</Cd><Issr>DK</Issr></Prtry></BkTxCd>` +
    `<NtryDtls>${batch}${details.join('')}</NtryDtls></Ntry>\n`;
  return { text, signed: isCredit ? total : -total };
}

function detailOf(id: string, minor: bigint, isCredit: boolean, pick: (count: number) => number) {
  const name = `${NAMES[pick(NAMES.length)]} ${PLACES[pick(PLACES.length)]}`;
  const digits = (count: number) => String(pick(10 ** count)).padStart(count, '0');
  const account = `DE${10 + pick(89)}${digits(9)}${digits(9)}`;
  const [role, agent] = isCredit ? ['Dbtr', 'DbtrAgt'] : ['Cdtr', 'CdtrAgt'];
  const invoice = `RE-2026-${digits(6)}`;
  return (
    `<TxDtls><Refs><EndToEndId>E2E-${id}</EndToEndId><TxId>TX-${id}</TxId></Refs>` +
    `<Amt Ccy="EUR">${decimal(minor)}</Amt><CdtDbtInd>${isCredit ? 'CRDT' : 'DBIT'}</CdtDbtInd>` +
    `<RltdPties><${role}><Pty><Nm>${name}</Nm></Pty></${role}><${role}Acct><Id>` +
    `<IBAN>${account}</IBAN></Id>` +
    `</${role}Acct></RltdPties><RltdAgts><${agent}><FinInstnId><BICFI>DEUTDEFFXXX</BICFI>` +
    '</FinInstnId>' +
    `</${agent}></RltdAgts><RmtInf>` +
    `<Ustrd>${invoice} Kundennr. ${10_000 + pick(90_000)} vielen Dank</Ustrd>` +
    `</RmtInf></TxDtls>`
  );
}

function headOf(closing: string): string {
  const balance = (code: string, amount: string, day: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>` +
    `<Amt Ccy="EUR">${amount.replace('-', '')}</Amt>` +
    `<CdtDbtInd>${amount.startsWith('-') ? 'DBIT' : 'CRDT'}</CdtDbtInd><Dt><Dt>${day}</Dt>` +
    '</Dt></Bal>\n';
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>\n' +
    '<GrpHdr><MsgId>BENCH-1</MsgId><CreDtTm>2026-03-01T06:00:00+01:00</CreDtTm></GrpHdr>\n' +
    '<Stmt><Id>BENCH-STMT-1</Id><ElctrncSeqNb>1</ElctrncSeqNb>' +
    '<CreDtTm>2026-03-01T06:00:00+01:00</CreDtTm><Acct><Id><IBAN>DE89370400440532013000' +
    '</IBAN></Id>' +
    '<Ccy>EUR</Ccy></Acct>\n' +
    balance('OPBD', decimal(OPENING_MINOR), FIRST_DAY) +
    balance('CLBD', closing, plusDays(FIRST_DAY, 27))
  );
}

function decimal(minor: bigint): string {
  return toDecimal(money(minor, EUR));
}

const EUR = currency('EUR');
const OPENING_MINOR = 123_456_78n;
const FIRST_DAY = present(parseBankingDay('2026-02-01'), 'a day of the calendar');
const TAIL = '</Stmt></BkToCstmrStmt></Document>\n';
const BLOCK_CHARACTERS = 65_536;
const NAMES = [
  'Müller GmbH',
  'Hansen &amp; Söhne',
  'Nordwind AG',
  'Bäckerei Lindner',
  'Čapek s.r.o.',
];
const PLACES = ['Hamburg', 'Lübeck', 'Köln', 'Bergen', 'Gdańsk', 'Antwerpen', 'Riga'];
