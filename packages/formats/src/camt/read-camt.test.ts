import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StatementPart } from '@kontor/canon';
import fc from 'fast-check';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { PROOF_START, proveStatement } from '../bank-file/prove-statement.ts';
import {
  closingOf,
  collect,
  decimalOf,
  expectedEntries,
  inPieces,
  statementArbitrary,
  toldEntries,
  type RandomStatement,
} from '../bank-file/statement-arbitrary.ts';
import { testData } from '@kontor/testing/test-data';
import { readCamt } from './read-camt.ts';

const schema = testData('camt/xsd');

describe('a statement', () => {
  test('is told as file, header, entries and balances', async () => {
    expect(await read(camt({ entries: [WHOLE_ENTRY] }))).toEqual([
      {
        kind: 'file',
        file: { format: 'camt.053.001.08', messageId: 'M1', createdAt: '2026-03-03T06:00:00' },
      },
      {
        kind: 'opened',
        header: {
          kind: 'statement',
          id: 'S1',
          sequenceNumber: '7',
          account: { iban: 'DE89370400440532013000', currency: 'EUR' },
        },
      },
      {
        kind: 'entry',
        entry: {
          position: 1,
          reference: 'N1',
          amount: '12.50',
          currency: 'EUR',
          direction: 'credit',
          reversal: false,
          status: 'booked',
          bookingDay: '2026-03-02',
          valueDay: '2026-03-03',
          servicerReference: 'B1',
          transactionCode: 'PMNT/RCDT/ESCT',
          proprietaryCode: 'NTRF+166',
          batchCount: 1,
          information: 'SEPA',
          details: [
            {
              uetr: 'u',
              amount: { amount: '12.50', currency: 'EUR' },
              instructedAmount: { amount: '14.00', currency: 'USD' },
              counterparty: { name: 'Ana Diaz', account: 'ES912100', bic: 'CAIXESBB' },
              remittance: ['RE 1', 'RE 2'],
              structuredReferences: ['RF18'],
              documents: ['D1'],
            },
          ],
        },
      },
      {
        kind: 'closed',
        balances: [
          {
            code: 'OPBD',
            amount: '100.00',
            currency: 'EUR',
            direction: 'credit',
            day: '2026-03-01',
          },
          {
            code: 'CLBD',
            amount: '112.50',
            currency: 'EUR',
            direction: 'credit',
            day: '2026-03-03',
          },
        ],
      },
    ]);
  });

  test('of version 1 has its transactions directly in the entry, under older names', async () => {
    const entry =
      `${MONEY}<Sts>BOOK</Sts><BkTxCd/><Btch><NbOfTxs>2</NbOfTxs></Btch><TxDtls><RltdPties><Dbtr>` +
      '<Nm>A</Nm></Dbtr><DbtrAcct><Id><PrtryAcct><Id>X1</Id></PrtryAcct></Id></DbtrAcct>' +
      '</RltdPties>' +
      '<RmtInf><Strd><RfrdDocInf><RfrdDocNb>D</RfrdDocNb></RfrdDocInf></Strd></RmtInf></TxDtls>';
    const version = { version: '01', message: 'BkToCstmrStmtV01' };
    const [only] = entriesOf(await read(camt({ ...version, entries: [entry] })));
    expect(only).toMatchObject({
      batchCount: 2,
      details: [{ counterparty: { name: 'A', account: 'X1' }, documents: ['D'] }],
    });
  });

  test.each(['<Sts>BOOK</Sts>', '<Sts><Cd>BOOK</Cd></Sts>', '<Sts>\n  <Cd>BOOK</Cd>\n</Sts>'])(
    'has the status of %s',
    async (status) => {
      const [only] = entriesOf(await read(camt({ entries: [MONEY + status] })));
      expect(only?.status).toBe('booked');
    },
  );

  test('stands below a business header, in an envelope, with a prefix', async () => {
    const inner = camt({ entries: [BOOKED] }).replace('<?xml version="1.0"?>', '');
    const document = inner.replaceAll(/<(\/?)(\w)/g, '<$1d:$2').replace(' xmlns=', ' xmlns:d=');
    const header =
      '<AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02"><Fr><Id>x</Id></Fr></AppHdr>';
    const parts = await read(
      `<Envelope xmlns="urn:swift:xsd:envelope">${header}${document}</Envelope>`,
    );
    expect(parts.map(({ kind }) => kind)).toEqual(['file', 'opened', 'entry', 'closed']);
  });

  test('passes over what it does not know, amounts of supplementary data included', async () => {
    const extra =
      '<SplmtryData><Envlp><x xmlns="urn:x"><Amt Ccy="EUR">9</Amt></x></Envlp></SplmtryData>';
    const [only] = entriesOf(
      await read(camt({ entries: [`${BOOKED}<Chrgs><Amt Ccy="EUR">1</Amt></Chrgs>${extra}`] })),
    );
    expect(only?.amount).toBe('12.50');
  });

  test('holds no more than what one piece of the file brings', async () => {
    let pulled = 0;
    async function* endless() {
      yield Buffer.from(camt({ entries: [] }).split('<Ntry>')[0]!.replace(TAIL, ''));
      for (;;) {
        pulled += 1;
        yield Buffer.from(`<Ntry>${BOOKED}</Ntry>`);
      }
    }
    let seen = 0;
    for await (const part of readCamt(endless())) {
      if (part.kind === 'entry') seen += 1;
      expect(pulled - seen).toBeLessThan(3);
      if (seen === 1_000) break;
    }
    expect(seen).toBe(1_000);
  });
});

test('the bank’s own totals are told when the statement closes', async () => {
  const closed = (await read(camt({}).replace('<Bal>', totals('1.500')))).at(-1);
  expect(closed).toMatchObject({
    summary: { entryCount: 2, creditCount: 1, creditSum: '2', debitCount: 1, debitSum: '1.500' },
  });
});

describe('the other side of a transaction', () => {
  const both = (ours: string) =>
    `<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>D</Nm></Dbtr>${ours === 'D' ? OURS('Dbtr') : ''}` +
    `<Cdtr><Nm>C</Nm></Cdtr>${ours === 'C' ? OURS('Cdtr') : ''}</RltdPties></TxDtls></NtryDtls>`;
  test.each([
    ['a credit comes from the debtor', 'CRDT', '', '', 'D'],
    ['a debit goes to the creditor', 'DBIT', '', '', 'C'],
    ['a reversed debit comes back from the creditor', 'CRDT', '<RvslInd>true</RvslInd>', '', 'C'],
    ['a reversed credit goes back to the debtor', 'DBIT', '<RvslInd>true</RvslInd>', '', 'D'],
    ['never is the side with our account', 'CRDT', '', 'D', 'C'],
    ['never is the side with our account', 'DBIT', '', 'C', 'D'],
  ])('%s', async (_name, indicator, reversal, ours, name) => {
    const money =
      `<Amt Ccy="EUR">1</Amt><CdtDbtInd>${indicator}</CdtDbtInd>${reversal}` + '<Sts>BOOK</Sts>';
    const [only] = entriesOf(await read(camt({ entries: [money + both(ours)] })));
    expect(only?.details[0]?.counterparty?.name).toBe(name);
    expect(only?.direction).toBe(indicator === 'CRDT' ? 'credit' : 'debit');
  });
});

describe('a file is refused', () => {
  const AMT = '<Amt Ccy="EUR">1</Amt>';
  const CRDT = '<CdtDbtInd>CRDT</CdtDbtInd>';
  test.each([
    ['no direction', `${AMT}<Sts>BOOK</Sts>`, 'direction_missing'],
    ['another direction', `${AMT}<CdtDbtInd>CREDIT</CdtDbtInd>`, 'direction_unknown'],
    ['two directions', `${AMT}${CRDT}<CdtDbtInd>DBIT</CdtDbtInd>`, 'element_repeated'],
    ['two amounts', `${AMT}<Amt Ccy="EUR">2</Amt>${CRDT}`, 'element_repeated'],
    ['no amount', CRDT, 'amount_missing'],
    ['an empty amount', `<Amt Ccy="EUR"/>${CRDT}`, 'amount_missing'],
    ['no currency', `<Amt>1</Amt>${CRDT}`, 'currency_missing'],
    ['a currency that does not exist', `<Amt Ccy="EUX">1</Amt>${CRDT}`, 'currency_unknown'],
    ['a third decimal of a euro', `<Amt Ccy="EUR">1.005</Amt>${CRDT}`, 'amount_not_exact'],
    ['a decimal of a yen', `<Amt Ccy="JPY">1.5</Amt>${CRDT}`, 'amount_not_exact'],
    ['a comma', `<Amt Ccy="EUR">1,50</Amt>${CRDT}`, 'amount_malformed'],
    ['an exponent', `<Amt Ccy="EUR">1e3</Amt>${CRDT}`, 'amount_malformed'],
    ['no number', `<Amt Ccy="EUR">.</Amt>${CRDT}`, 'amount_malformed'],
    ['twenty digits', `<Amt Ccy="EUR">12345678901234567890</Amt>${CRDT}`, 'amount_malformed'],
    ['a negative amount', `<Amt Ccy="EUR">-1</Amt>${CRDT}`, 'amount_negative'],
    ['an unknown status', `${AMT}${CRDT}<Sts><Cd>WAIT</Cd></Sts>`, 'status_unknown'],
    ['a reversal that is neither', `${AMT}${CRDT}<RvslInd>ja</RvslInd>`, 'indicator_unknown'],
    [
      'a day that does not exist',
      `${AMT}${CRDT}<BookgDt><Dt>2026-02-30</Dt></BookgDt>`,
      'day_unknown',
    ],
    [
      'an amount of a detail',
      `${AMT}${CRDT}<NtryDtls><TxDtls><Amt Ccy="EUR">0.001</Amt></TxDtls></NtryDtls>`,
      'amount_not_exact',
    ],
    ['an element of elsewhere', `${AMT}${CRDT}<Sts xmlns="urn:x">BOOK</Sts>`, 'namespace_mixed'],
  ])('for an entry with %s', async (_name, entry, code) => {
    const parts = await read(camt({ entries: [BOOKED, entry] }));
    expect(refusalOf(parts)).toMatchObject({ code });
    expect(refusalOf(parts)?.at).toMatch(/^Document\/.*\/Ntry.* \(line \d+\)$/);
    expect(parts.at(-1)?.kind).toBe('refused');
  });

  test.each([
    [
      'a payment order',
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn/>' +
        '</Document>',
      'message_unsupported',
    ],
    ['a version nobody has read', camt({ version: '14' }), 'message_version_unknown'],
    [
      'another message than the namespace says',
      camt({}).replace('camt.053', 'camt.054'),
      'message_contradicts_namespace',
    ],
    [
      'a foreign namespace',
      camt({}).replace('urn:iso:std:iso', 'urn:evil'),
      'message_contradicts_namespace',
    ],
    ['no message', '<a><b/></a>', 'message_missing'],
    ['no account', camt({}).replace(/<Acct>.*<\/Acct>/, ''), 'account_missing'],
    [
      'totals that are no numbers',
      camt({}).replace('<Bal>', totals('1,50')),
      'control_total_malformed',
    ],
    ['no statement id', camt({}).replace('<Id>S1</Id>', ''), 'statement_id_missing'],
    [
      'a balance that contradicts itself',
      camt({}).replace('>100.00<', '>-100.00<'),
      'balance_direction_contradicts',
    ],
    ['a doctype', `<!DOCTYPE x>${camt({})}`, 'xml_doctype_forbidden'],
  ])('for %s', async (_name, document, code) => {
    expect(refusalOf(await read(document))?.code).toBe(code);
  });

  test('by the name of what it is', async () => {
    const pacs =
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08">' +
      '<FIToFICstmrCdtTrf/></Document>';
    expect(refusalOf(await read(pacs))?.detail).toContain('pacs.008.001.08');
  });

  test('for a report whose entry does not say whether it is booked', async () => {
    const report = camt({ entries: [MONEY] })
      .replaceAll('BkToCstmrStmt', 'BkToCstmrAcctRpt')
      .replaceAll('Stmt>', 'Rpt>')
      .replace('camt.053', 'camt.052');
    expect(refusalOf(await read(report))?.code).toBe('status_missing');
  });
});

describe('a departure with one sensible reading is read with a notice', () => {
  test.each([
    [
      'a balance without a direction',
      camt({}).replaceAll('<CdtDbtInd>CRDT</CdtDbtInd>', ''),
      'balance_direction_missing',
    ],
    [
      'a balance without a day',
      camt({}).replaceAll('<Dt><Dt>2026-03-01</Dt></Dt>', ''),
      'balance_day_missing',
    ],
    [
      'a debit balance with a sign',
      camt({}).replace('>100.00</Amt><CdtDbtInd>CRDT', '>-100.00</Amt><CdtDbtInd>DBIT'),
      'balance_sign_repeated',
    ],
    ['a statement entry without a status', camt({ entries: [MONEY] }), 'status_missing'],
    [
      'a control total with a sign',
      camt({}).replace('<Bal>', totals('-1.50')),
      'control_total_signed',
    ],
    ['no namespace', camt({}).replace(/ xmlns="[^"]*"/, ''), 'namespace_missing'],
    [
      'a name that is too long',
      camt({}).replace('<Ccy>', `<Nm>${'n'.repeat(141)}</Nm><Ccy>`),
      'text_shortened',
    ],
  ])('%s', async (_name, document, code) => {
    const closed = (await read(document)).find((part) => part.kind === 'closed');
    expect(closed?.notices?.map((notice) => notice.code)).toEqual([code]);
  });

  test('once, however often it occurs', async () => {
    const closed = (await read(camt({ entries: [MONEY, MONEY, MONEY] }))).at(-1);
    expect(closed).toMatchObject({ notices: [{ code: 'status_missing' }] });
  });
});

describe('the law of camt', () => {
  test('what is written is read back, to the last digit, and proved', async () => {
    await fc.assert(
      fc.asyncProperty(statementArbitrary, async (statement) => {
        const parts = await read(toCamt(statement));
        expect(toldEntries(parts)).toEqual(expectedEntries(statement));
        const { proofs } = parts.reduce(proveStatement, PROOF_START);
        expect(proofs.map(({ outcome }) => outcome.kind)).toEqual(['proved']);
      }),
    );
  });

  test.skipIf(schema === undefined)('what is written is valid by the official schema', async () => {
    using schemaDocument = XmlDocument.fromBuffer(
      await readFile(join(schema!, 'camt.053.001.08.xsd')),
    );
    using validator = XsdValidator.fromDoc(schemaDocument);
    fc.assert(
      fc.property(statementArbitrary, (statement) => {
        using document = XmlDocument.fromString(toCamt(statement));
        validator.validate(document);
      }),
      { numRuns: 20 },
    );
  });

  test('however the bytes are cut, the same is told', async () => {
    await fc.assert(
      fc.asyncProperty(statementArbitrary, fc.array(fc.nat(5_000)), async (statement, cuts) => {
        const document = toCamt(statement);
        expect(await collect(readCamt(inPieces(document, cuts)))).toEqual(await read(document));
      }),
      { numRuns: 50 },
    );
  });

  test('wherever the file is cut off, it ends refused', async () => {
    const document = camt({ entries: [BOOKED, BOOKED] });
    for (let length = 0; length < document.trimEnd().length; length += 1) {
      const parts = await read(document.slice(0, length));
      expect(parts.at(-1)?.kind).toBe('refused');
    }
  });
});

/** An entry with one of everything that is read. */
const WHOLE_ENTRY =
  '<NtryRef>N1</NtryRef><Amt Ccy="EUR">12.5</Amt><CdtDbtInd>CRDT</CdtDbtInd>' +
  '<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt>' +
  '<ValDt><DtTm>2026-03-03T00:00:00+01:00</DtTm></ValDt><AcctSvcrRef>B1</AcctSvcrRef>' +
  '<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn>' +
  '<Prtry><Cd>NTRF+166</Cd></Prtry></BkTxCd><NtryDtls><Btch><NbOfTxs>1</NbOfTxs></Btch>' +
  '<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId><UETR>u</UETR></Refs>' +
  '<Amt Ccy="EUR">12.50</Amt><AmtDtls><InstdAmt><Amt Ccy="USD">14</Amt></InstdAmt></AmtDtls>' +
  '<RltdPties><Dbtr><Pty><Nm> Ana\nDiaz </Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>ES91 2100' +
  '</IBAN></Id>' +
  '</DbtrAcct><Cdtr><Nm>Us</Nm></Cdtr></RltdPties><RltdAgts><DbtrAgt><FinInstnId>' +
  '<BICFI>CAIXESBB' +
  '</BICFI></FinInstnId></DbtrAgt></RltdAgts><RmtInf><Ustrd>RE 1</Ustrd><Ustrd>RE 2' +
  '</Ustrd><Strd>' +
  '<RfrdDocInf><Nb>D1</Nb></RfrdDocInf><CdtrRefInf><Ref>RF18</Ref></CdtrRefInf></Strd>' +
  '</RmtInf>' +
  '</TxDtls></NtryDtls><AddtlNtryInf>SEPA</AddtlNtryInf>';

const MONEY = '<Amt Ccy="EUR">12.50</Amt><CdtDbtInd>CRDT</CdtDbtInd>';
const BOOKED = `${MONEY}<Sts>BOOK</Sts>`;
const TAIL = '</Stmt></BkToCstmrStmt></Document>';
const OURS = (party: string) =>
  `<${party}Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></${party}Acct>`;

function camt({
  version = '08',
  message = 'BkToCstmrStmt',
  entries = [],
}: {
  readonly version?: string;
  readonly message?: string;
  readonly entries?: readonly string[];
}): string {
  return (
    '<?xml version="1.0"?>' +
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}">` +
    `<${message}><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-03T06:00:00</CreDtTm></GrpHdr>` +
    '<Stmt><Id>S1</Id>' +
    '<ElctrncSeqNb>7</ElctrncSeqNb>' +
    '<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>\n' +
    balance('OPBD', '100.00', 'CRDT', '2026-03-01') +
    balance('CLBD', '112.50', 'CRDT', '2026-03-03') +
    `${entries.map((entry) => `<Ntry>${entry}</Ntry>\n`).join('')}</Stmt></${message}></Document>`
  );
}

/** [TxsSummry] stands before the entries and after the balances; the order makes no difference. */
function totals(debits: string): string {
  return (
    '<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries>' +
    '<TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>2</Sum></TtlCdtNtries>' +
    `<TtlDbtNtries><NbOfNtries>1</NbOfNtries><Sum>${debits}</Sum></TtlDbtNtries></TxsSummry><Bal>`
  );
}

function balance(code: string, amount: string, indicator: string, day: string, currency = 'EUR') {
  return (
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amount}</Amt>` +
    `<CdtDbtInd>${indicator}</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`
  );
}

function toCamt(statement: RandomStatement): string {
  const escaped = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const signed = (code: string, minor: bigint) =>
    balance(
      code,
      decimalOf(minor, statement),
      minor < 0n ? 'DBIT' : 'CRDT',
      '2026-01-31',
      statement.currency,
    );
  const entries = statement.entries.map(
    (entry) =>
      `<Ntry><Amt Ccy="${statement.currency}">${decimalOf(entry.minor, statement)}</Amt>` +
      `<CdtDbtInd>${entry.isCredit ? 'CRDT' : 'DBIT'}</CdtDbtInd>` +
      `<RvslInd>${entry.isReversal}</RvslInd>` +
      `<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${entry.day}</Dt></BookgDt><ValDt>` +
      `<Dt>${entry.valueDay}</Dt></ValDt><BkTxCd/>` +
      `<NtryDtls><TxDtls><Refs><EndToEndId>${entry.endToEndId}</EndToEndId></Refs><RmtInf>` +
      `<Ustrd>${escaped(entry.remittance)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
  );
  const head = camt({}).split('<Bal>')[0];
  const balances = signed('OPBD', statement.openingMinor) + signed('CLBD', closingOf(statement));
  return `${head}${balances}${entries.join('')}${TAIL}`;
}

function read(document: string): Promise<StatementPart[]> {
  return collect(readCamt(inPieces(document)));
}

function entriesOf(parts: readonly StatementPart[]) {
  return parts.flatMap((part) => (part.kind === 'entry' ? part.entry : []));
}

function refusalOf(parts: readonly StatementPart[]) {
  return parts.flatMap((part) => (part.kind === 'refused' ? part.defects : []))[0];
}
