import type { StatementPart } from '@kontor/canon';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PROOF_START, proveStatement } from '../bank-file/prove-statement.ts';
import {
  closingOf,
  collect,
  decimalOf,
  expectedEntries,
  hasDecimals,
  inPieces,
  statementArbitrary,
  toldEntries,
  type RandomStatement,
} from '../bank-file/statement-arbitrary.ts';
import { readMt940 } from './read-mt940.ts';

describe('a statement', () => {
  test('is told as file, header, entries and balances', async () => {
    expect(await read(mt940(ENTRY, ':86:Rent of March'))).toEqual([
      { kind: 'file', file: { format: 'MT940' } },
      {
        kind: 'opened',
        header: {
          kind: 'statement',
          id: 'REF1',
          sequenceNumber: '00007',
          page: '001',
          account: { number: '10020030/1234567' },
        },
      },
      {
        kind: 'entry',
        entry: {
          position: 1,
          amount: '12.50',
          currency: 'EUR',
          direction: 'credit',
          reversal: false,
          status: 'booked',
          bookingDay: '2026-03-03',
          valueDay: '2026-03-02',
          customerReference: 'OURS',
          servicerReference: 'BANK/1',
          proprietaryCode: 'NTRF',
          information: 'Rent of March',
          details: [],
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

  test('of several pages has the interim balances of each page', async () => {
    const first = mt940().replace(':62F:', ':62M:');
    const second = mt940().replace(':60F:', ':60M:').replace('/001', '/002');
    const closed = (await read(first + second)).filter((part) => part.kind === 'closed');
    expect(closed.map(({ balances }) => balances.map(({ code }) => code))).toEqual([
      ['OPBD', 'ITBD'],
      ['ITBD', 'CLBD'],
    ]);
  });

  test('stands in SWIFT envelopes', async () => {
    const body = mt940(ENTRY).trimEnd().slice(0, -2);
    const one = `{1:F01X}{2:I940XN}{3:{108:1}}{4:\r\n${body}\r\n-}{5:{CHK:1}}\r\n`;
    const parts = await read(`${one}$${one}`);
    expect(parts.map(({ kind }) => kind).join()).toBe(
      'file,opened,entry,closed,opened,entry,closed',
    );
  });

  test('has the lines of HBCI, joined by @@', async () => {
    expect(kinds(await read(`@@${mt940(ENTRY).trimEnd().replaceAll('\n', '@@')}`))).toBe(
      'file,opened,entry,closed',
    );
  });

  test.each([
    ['UTF-8', Buffer.from(mt940(ENTRY, ':86:Müller €'))],
    ['windows-1252', latin(mt940(ENTRY, ':86:M\xfcller \x80'))],
  ])('is read in %s', async (_name, bytes) => {
    const [only] = entriesOf(await collect(readMt940(inPieces(bytes))));
    expect(only?.information).toBe('Müller €');
  });

  test.each([
    ['a wrapped time', ':86:at\n:12:11 o’clock', 'at\n:12:11 o’clock'],
    ['a line of one dash', ':86:one\n-\ntwo', 'one\n-\ntwo'],
    ['a reference of a payer', ':86:pays\n:20:of all', 'pays\n:20:of all'],
    ['a closing balance that is none', ':86:pays :62F: later', 'pays :62F: later'],
  ])('is not misled by %s in a text', async (_name, text, information) => {
    const parts = await read(mt940(ENTRY, text));
    expect(kinds(parts)).toBe('file,opened,entry,closed');
    expect(entriesOf(parts)[0]?.information).toBe(information);
  });
});

describe('a statement line', () => {
  test.each<[string, string, object]>([
    [
      'a credit',
      '2603020303C1,5NMSCNONREF',
      { direction: 'credit', amount: '1.50', reversal: false },
    ],
    ['a debit', '2603020303D1,NMSCNONREF', { direction: 'debit', amount: '1.00' }],
    ['a reversed credit', '2603020303RC1,NMSCX', { direction: 'debit', reversal: true }],
    ['a reversed debit', '2603020303RD1,NMSCX', { direction: 'credit', reversal: true }],
    [
      'a credit in R, the third letter of EUR',
      '2603020303CR1,NMSCX',
      { direction: 'credit', reversal: false },
    ],
    ['a reversed credit in R', '2603020303RCR1,NMSCX', { direction: 'debit', reversal: true }],
    ['an expected debit', '2603020303ED1,NMSCX', { direction: 'debit', status: 'pending' }],
    ['no entry date', '260302C1,NMSCX', { bookingDay: '2026-03-02', valueDay: '2026-03-02' }],
    ['a booking in the next year', '2512310102C1,NMSCX', { bookingDay: '2026-01-02' }],
    ['a booking in the year before', '2601021231C1,NMSCX', { bookingDay: '2025-12-31' }],
    ['a booking some months away', '2601020501C1,NMSCX', { bookingDay: '2026-05-01' }],
    ['the last century', '991231C1,NMSCX', { valueDay: '1999-12-31' }],
    ['the 30th of February', '260230C1,NMSCX', { valueDay: '2026-02-28' }],
    ['the 30th of February of a leap year', '240230C1,NMSCX', { valueDay: '2024-02-29' }],
    ['a point for the comma', '260302C000000012.5NMSCX', { amount: '12.50' }],
    ['no comma before the type', '260302C500NTRFX', { amount: '500.00', proprietaryCode: 'NTRF' }],
    ['a type of two letters', '260302D1,NID NONREF', { proprietaryCode: 'NID' }],
    [
      'both references',
      '260302D1,NTRFOURS//THEIRS',
      { customerReference: 'OURS', servicerReference: 'THEIRS' },
    ],
    [
      'a reference that is padded',
      '260302D1,NTRFOURS            J. DOE',
      { customerReference: 'OURS', details: [{ information: 'J. DOE' }] },
    ],
    ['no type at all', '260302D1,NONREF', { amount: '1.00' }],
    [
      'an original amount',
      '260302D1,NTRFX\n/OCMT/USD1,25/',
      { details: [{ instructedAmount: { amount: '1.25', currency: 'USD' } }] },
    ],
    [
      'another account',
      '260302D1,NTRFX\nDE89370400440532013000',
      { details: [{ counterparty: { account: 'DE89370400440532013000' } }] },
    ],
  ])('with %s', async (_name, line, expected) => {
    const parts = await read(mt940(`:61:${line}`));
    expect(entriesOf(parts)).toMatchObject([expected]);
  });
});

describe('information to the account owner', () => {
  test.each<[string, string, object]>([
    [
      'German, with SEPA words over wrapped lines',
      '166?00GUTSCHRIFT?109310?20EREF+E2E-2026-000000000001?21234?22SVWZ+Rechnung 4?237 und 48' +
        '?30DEUTDEFF?31DE\n89370400440532013000?32Müller?33 GmbH?34997',
      {
        information: 'GUTSCHRIFT',
        proprietaryCode: 'NTRF+166+9310+997',
        details: [
          {
            endToEndId: 'E2E-2026-000000000001',
            remittance: ['234', 'Rechnung 47 und 48'],
            counterparty: {
              name: 'Müller GmbH',
              account: 'DE89370400440532013000',
              bic: 'DEUTDEFF',
            },
          },
        ],
      },
    ],
    [
      'German, with a reference that fills its line',
      '116?20EREF+ABCDEFGHIJKLMNOPQRSTUV?21WXYZ?22MREF+M1?23CRED+DE98ZZZ?24ABWA+Ana',
      {
        details: [
          {
            endToEndId: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
            mandateId: 'M1',
            counterparty: { ultimateName: 'Ana' },
          },
        ],
      },
    ],
    [
      'German, before SEPA',
      '051?00UEBERWEISUNG?20Gehalt?21Oktober?32MUELLER',
      { details: [{ remittance: ['GehaltOktober'], counterparty: { name: 'MUELLER' } }] },
    ],
    [
      'Polish',
      '020~00Wyplata~20Faktura~2117~32Kowalski',
      {
        information: 'Wyplata',
        details: [{ remittance: ['Faktura17'], counterparty: { name: 'Kowalski' } }],
      },
    ],
    [
      'Polish, without a code',
      '<00Uznanie<20Zwrot<32Nowak',
      { information: 'Uznanie', details: [{ remittance: ['Zwrot'] }] },
    ],
    [
      'with a question that somebody asked',
      '166?20SVWZ+Wann??21 Heute?32A',
      { details: [{ remittance: ['Wann? Heute'] }] },
    ],
    [
      'Dutch, between slashes',
      '/ORDP//NAME/Delta Lloy\nd/REMI/Factuur 1/2 april/EREF/E1/MARF/M1',
      {
        details: [
          {
            endToEndId: 'E1',
            mandateId: 'M1',
            remittance: ['Factuur 1/2 april'],
            counterparty: { name: 'Delta Lloyd' },
          },
        ],
      },
    ],
    [
      'Dutch, of ING',
      '/EREF/NOTPROVIDED//CNTP/NL26VAYB8060476890/VAYBNL2A/J Jansen///REMI/USTD//Huur maart/',
      {
        details: [
          {
            remittance: ['Huur maart'],
            counterparty: { name: 'J Jansen', account: 'NL26VAYB8060476890', bic: 'VAYBNL2A' },
          },
        ],
      },
    ],
    [
      'a structured reference',
      '/REMI/STRD/CUR/9876543210',
      { details: [{ structuredReferences: ['9876543210'] }] },
    ],
    [
      'free',
      'Betaalautomaat 12:30\npas 012',
      { information: 'Betaalautomaat 12:30\npas 012', details: [] },
    ],
  ])('%s', async (_name, text, expected) => {
    expect(entriesOf(await read(mt940(ENTRY, `:86:${text}`)))).toMatchObject([expected]);
  });
});

describe('an account', () => {
  test.each<[string, object]>([
    ['DE89370400440532013000', { iban: 'DE89370400440532013000' }],
    ['DE89 3704 0044 0532 0130 00 EUR', { iban: 'DE89370400440532013000', currency: 'EUR' }],
    ['DE89370400440532013001', { number: 'DE89370400440532013001' }],
    ['10020030/1234567EUR', { number: '10020030/1234567EUR', currency: 'EUR' }],
    ['1234.56.789', { number: '1234.56.789' }],
  ])(':25:%s', async (text, account) => {
    const [, opened] = await read(mt940().replace('10020030/1234567', text));
    expect(opened).toMatchObject({ header: { account } });
  });
});

describe('an interim report', () => {
  const REPORT =
    ':20:R1\n:25:1\n:28C:1/1\n:34F:EUR0,\n:13D:2603021200+0100\n:61:260302D1,50NMSCX\n:86:text\n' +
    ':90D:1EUR1,50\n:90C:0EUR0,\n-\n';
  test('is told with its control totals, and has no proof', async () => {
    const parts = await read(REPORT);
    expect(parts[0]).toEqual({ kind: 'file', file: { format: 'MT942' } });
    expect(parts.at(-1)).toEqual({
      kind: 'closed',
      balances: [],
      summary: { debitCount: 1, debitSum: '1.50', creditCount: 0, creditSum: '0.00' },
    });
    const { proofs } = parts.reduce(proveStatement, PROOF_START);
    expect(proofs[0]?.outcome).toMatchObject({ kind: 'without_proof' });
  });

  test('without totals ends where the next one begins', async () => {
    const bare = REPORT.split(':90D:')[0] ?? '';
    const parts = await read(bare + bare);
    expect(kinds(parts)).toBe('file,opened,entry,closed,opened,entry,closed');
    expect(parts.at(-1)).toMatchObject({ notices: [{ code: 'control_totals_missing' }] });
  });

  test('is disproved by totals that differ', async () => {
    const parts = await read(REPORT.replace(':90D:1EUR1,50', ':90D:2EUR1,50'));
    const { proofs } = parts.reduce(proveStatement, PROOF_START);
    expect(proofs[0]?.outcome).toMatchObject({ defects: [{ code: 'control_total_differs' }] });
  });
});

describe('a file is refused, with the line', () => {
  test.each<[string, string, string, string]>([
    [
      'an entry without an amount',
      mt940(':61:260302CNTRFX'),
      'statement_line_malformed',
      ':61: (line 5)',
    ],
    [
      'an amount with thousands',
      mt940(':61:260302C1.234,50NTRFX'),
      'statement_line_malformed',
      ':61: (line 5)',
    ],
    ['a third decimal', mt940(':61:260302C1,505NTRFX'), 'amount_not_exact', ':61: (line 5)'],
    ['a month that does not exist', mt940(':61:261302C1,NTRFX'), 'day_unknown', ':61: (line 5)'],
    [
      'a balance that was cut',
      mt940().replace('EUR112,50', 'EUR112'),
      'balance_malformed',
      ':62F: (line 5)',
    ],
    ['an unknown currency', mt940().replaceAll('EUR', 'EUX'), 'currency_unknown', ':60F: (line 4)'],
    ['no account', mt940().replace(/:25:.*\n/, ''), 'account_missing', ':60F: (line 3)'],
    [
      'no opening balance',
      mt940(ENTRY).replace(/:60F:.*\n/, ''),
      'currency_missing',
      ':61: (line 4)',
    ],
    [
      'no closing balance',
      mt940(ENTRY).replace(/:62F:[^]*/, ''),
      'statement_incomplete',
      ':20:REF1 (line 5)',
    ],
    ['an entry outside', `${mt940()}${ENTRY}\n`, 'field_misplaced', ':61: (line 7)'],
    ['a payment', '{1:F01X}{2:I103XN}{4:\n:20:X\n-}', 'message_unsupported', 'line 1'],
    [
      'an envelope that was cut',
      `{1:F01X}{2:I940XN}{4:\n${mt940().slice(0, -3)}`,
      'statement_incomplete',
      'line 6',
    ],
    ['no message', 'one\ntwo\n', 'message_missing', 'line 1'],
    ['a line that never ends', `:20:X\n:86:${'x'.repeat(70_000)}`, 'file_too_long', 'line 2'],
    [
      'a text that never ends',
      mt940(ENTRY, `:86:${'x\n'.repeat(40_000)}`),
      'field_too_long',
      ':86: (line 6)',
    ],
  ])('%s', async (_name, text, code, at) => {
    const parts = await read(text);
    expect(parts.at(-1)).toMatchObject({ kind: 'refused', defects: [{ code, at }] });
  });
});

describe('the law of MT940', () => {
  test('what is written is read back, to the last digit, and proved', async () => {
    await fc.assert(
      fc.asyncProperty(statementArbitrary, async (statement) => {
        const parts = await read(toMt940(statement));
        expect(toldEntries(parts)).toEqual(expectedEntries(statement));
        const { proofs } = parts.reduce(proveStatement, PROOF_START);
        expect(proofs.map(({ outcome }) => outcome.kind)).toEqual(['proved']);
      }),
    );
  });

  test('however the bytes are cut, the same is told', async () => {
    await fc.assert(
      fc.asyncProperty(statementArbitrary, fc.array(fc.nat(2_000)), async (statement, cuts) => {
        const text = toMt940(statement);
        expect(await collect(readMt940(inPieces(text, cuts)))).toEqual(await read(text));
      }),
      { numRuns: 50 },
    );
  });

  test('wherever it is cut off, it is refused, or disproved, or says the same', async () => {
    const text = mt940(ENTRY, ':86:166?00GUTSCHRIFT?20SVWZ+Miete', ':61:260302D3,25NMSCX').replace(
      '112,50',
      '109,25',
    );
    const whole = (await read(text)).reduce(proveStatement, PROOF_START).proofs;
    for (let length = 0; length < text.length; length += 1) {
      const { proofs, refusal } = (await read(text.slice(0, length))).reduce(
        proveStatement,
        PROOF_START,
      );
      const isTold = proofs.every(({ outcome }) => outcome.kind === 'disproved');
      if (refusal === undefined && !isTold) expect(proofs).toEqual(whole);
    }
  });

  test('an envelope that is cut off anywhere is refused', async () => {
    const text = `{1:F01X}{2:I940XN}{4:\n${mt940(ENTRY).slice(0, -2)}-}\n`;
    for (let length = 0; length < text.length - 1; length += 1) {
      expect((await read(text.slice(0, length))).at(-1)?.kind).toBe('refused');
    }
  });
});

const ENTRY = ':61:2603020303C12,50NTRFOURS//BANK/1';

function mt940(...fields: readonly string[]): string {
  return [
    ':20:REF1',
    ':25:10020030/1234567',
    ':28C:00007/001',
    ':60F:C260301EUR100,',
    ...fields,
    ':62F:C260303EUR112,50',
    '-\n',
  ].join('\n');
}

function toMt940(statement: RandomStatement): string {
  const amount = (minor: bigint) => {
    const text = decimalOf(minor, statement);
    return hasDecimals(statement) ? text.replace('.', ',') : `${text},`;
  };
  const short = (day: string) => day.slice(2).replaceAll('-', '');
  const balance = (tag: string, minor: bigint) =>
    `:${tag}:${minor < 0n ? 'D' : 'C'}260131${statement.currency}${amount(minor)}`;
  const entries = statement.entries.flatMap((entry) => {
    const mark = entry.isReversal ? (entry.isCredit ? 'RD' : 'RC') : entry.isCredit ? 'C' : 'D';
    return [
      `:61:${short(entry.valueDay)}${short(entry.day).slice(2)}${mark}` +
        `${amount(entry.minor)}NTRFNONREF`,
      `:86:166?20EREF+${entry.endToEndId}?21SVWZ+${entry.remittance}`,
    ];
  });
  return [
    `:20:${statement.id}`,
    ':25:1',
    ':28C:1/1',
    balance('60F', statement.openingMinor),
    ...entries,
    balance('62F', closingOf(statement)),
    '-',
  ].join('\r\n');
}

function read(text: string): Promise<StatementPart[]> {
  return collect(readMt940(inPieces(text)));
}

function entriesOf(parts: readonly StatementPart[]) {
  return parts.flatMap((part) => (part.kind === 'entry' ? part.entry : []));
}

function kinds(parts: readonly StatementPart[]): string {
  return parts.map(({ kind }) => kind).join();
}

function latin(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}
