import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseBankingDay, plusDays, present, toDecimal } from '@kontor/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeSandboxCompany } from '../master-data/make-company.ts';
import type { BankMovement } from './bank-movement.ts';
import { openSandboxBank, type StatementFile } from './open-sandbox-bank.ts';
import { toSwiftText } from './swift-text.ts';

const company = makeSandboxCompany({ customers: 1 });
const day = present(parseBankingDay('2026-03-31'), 'it is a day');
const payer = { name: 'Bäumler & Töchter <GmbH>', account: 'DE02120300000000202051' };

function textOf(files: readonly StatementFile[], accountKey: string): string {
  const file = files.find((each) => each.accountKey === accountKey);
  return Buffer.from(present(file, 'the account has a statement').bytes).toString('utf8');
}

function closedWith(accountKey: string, ...movements: readonly BankMovement[]): string {
  const bank = openSandboxBank({ company });
  for (const movement of movements) bank.book(accountKey, movement);
  return textOf(bank.closeDay(day), accountKey);
}

describe('a camt.053 statement', () => {
  const paid: BankMovement = {
    amount: '1190.00',
    direction: 'credit',
    counterparty: { ...payer, bic: 'SNDBDEFFXXX' },
    remittance: ['Rechnung RE-2026-000123 <vielen Dank>'],
    structuredReference: 'RF18539007547034',
    endToEndId: 'E2E-1',
  };

  test('opens with the balance, closes with what moved, and proves it with totals', () => {
    const text = closedWith('DE01-MAIN', paid, { amount: '0.05', direction: 'debit' });
    expect(text).toMatch(/OPBD.*?<Amt Ccy="EUR">1250000\.00<\/Amt><CdtDbtInd>CRDT/s);
    expect(text).toMatch(/CLBD.*?<Amt Ccy="EUR">1251189\.95<\/Amt><CdtDbtInd>CRDT/s);
    expect(text).toContain('<TtlNtries><NbOfNtries>2</NbOfNtries><Sum>1190.05</Sum>');
    expect(text).toContain('<TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>1190.00</Sum>');
    expect(text).toContain('<TtlDbtNtries><NbOfNtries>1</NbOfNtries><Sum>0.05</Sum>');
  });

  test('names the payer as debtor, and keeps every character', () => {
    const text = closedWith('DE01-MAIN', paid);
    expect(text).toContain('<Dbtr><Pty><Nm>Bäumler &amp; Töchter &lt;GmbH&gt;</Nm>');
    expect(text).toContain('<Ustrd>Rechnung RE-2026-000123 &lt;vielen Dank&gt;</Ustrd>');
    expect(text).toContain('<Ref>RF18539007547034</Ref>');
    expect(text).toContain('<EndToEndId>E2E-1</EndToEndId>');
  });

  test('keeps the roles of a direct debit that comes back', () => {
    const returned: BankMovement = { ...paid, direction: 'debit', returnReason: 'AC04' };
    const text = closedWith('DE01-MAIN', returned);
    expect(text).toContain('<Dbtr><Pty><Nm>Bäumler');
    expect(text).toContain('<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>');
    expect(text).toContain('<Cd>IDDT</Cd><SubFmlyCd>UPDD</SubFmlyCd>');
  });

  test('books a collective entry once, with each of its transactions', () => {
    const parts = [
      { amount: '100.00', endToEndId: 'A' },
      { amount: '20.50', endToEndId: 'B' },
    ];
    const text = closedWith('DE01-MAIN', { amount: '120.50', direction: 'credit', parts });
    expect(text.match(/<Ntry>/g)).toHaveLength(1);
    expect(text.match(/<TxDtls>/g)).toHaveLength(2);
    expect(text).toContain('<NbOfTxs>2</NbOfTxs>');
  });

  test('says a debit balance as one', () => {
    const text = closedWith('GB01-MAIN', { amount: '500000.00', direction: 'debit' });
    expect(text).toMatch(/CLBD.*?<Amt Ccy="GBP">97881\.60<\/Amt><CdtDbtInd>DBIT/s);
  });

  test('names an account without IBAN by its number', () => {
    expect(closedWith('US01-MAIN')).toContain('<Othr><Id>9900417765</Id></Othr>');
  });

  test('splits what is longer than a line of remittance', () => {
    const text = closedWith('DE01-MAIN', { ...paid, remittance: ['x'.repeat(300)] });
    expect(text.match(/<Ustrd>x+<\/Ustrd>/g)?.map(({ length }) => length - 15)).toEqual([
      140, 140, 20,
    ]);
  });
});

describe('an MT940 statement', () => {
  const paid: BankMovement = {
    amount: '1190.00',
    direction: 'credit',
    valueDay: plusDays(day, 1),
    counterparty: { ...payer, bic: 'SNDBDEFFXXX' },
    remittance: ['Rechnung RE-2026-000123 für Öl?'],
    endToEndId: 'E2E-1',
  };

  test('is written as German banks write it', () => {
    const iban = company.legalEntities[0]?.bankAccounts[1]?.iban;
    expect(closedWith('DE01-COLLECT', paid).split('\r\n')).toEqual([
      ':20:260331DE01COLLEC',
      `:25:${iban}`,
      ':28C:00001/001',
      ':60F:C260331EUR84310,77',
      ':61:2604010331C1190,00NTRFE2E-1//DE000000000001',
      ':86:166?00GUTSCHRIFT?20EREF+E2E-1?21SVWZ+Rechnung RE-2026-00012?223 f',
      'uer Oel.?30SNDBDEFFXXX?31DE02120300000000202051?32Baeumler + Toec',
      'hter .GmbH.',
      ':62F:C260331EUR85500,77',
      ':64:C260331EUR85500,77',
      '-',
      '',
    ]);
  });

  test('never lets a line begin with what begins a field', () => {
    const remittance = Array.from({ length: 60 }, (_, at) => `${'x'.repeat(at % 7)}:-`);
    const text = closedWith('DE01-COLLECT', { ...paid, remittance });
    const [, information = ''] = /:86:(.*?)\r\n:62F/s.exec(text) ?? [];
    const lines = information.split('\r\n');
    expect(lines.length).toBeLessThanOrEqual(6);
    expect(lines.every((line) => line.length <= 65 && !/^[:-]/.test(line))).toBe(true);
  });

  test.each([
    ['credit', false, 'C'],
    ['debit', false, 'D'],
    ['debit', true, 'RC'],
    ['credit', true, 'RD'],
  ] as const)('a %s that is a reversal: %s, has the mark %s', (direction, isReversal, mark) => {
    const text = closedWith('DE01-COLLECT', { amount: '1.00', direction, isReversal });
    expect(text).toContain(`:61:2603310331${mark}1,00NTRFNONREF//`);
  });
});

test('every opening is the closing before, numbers have no gap, also after a restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbank-'));
  const bank = openSandboxBank({ company, folder });
  bank.book('DE01-MAIN', { amount: '10.00', direction: 'credit' });
  bank.closeDay(day);

  const later = openSandboxBank({ company, folder });
  expect(toDecimal(later.balanceOf('DE01-MAIN'))).toBe('1250010.00');
  const { bankReference } = later.book('DE01-MAIN', { amount: '3.00', direction: 'debit' });
  expect(bankReference).toBe('DE000000000002');
  const text = textOf(later.closeDay(plusDays(day, 1)), 'DE01-MAIN');
  expect(text).toMatch(/OPBD.*?1250010\.00.*?CLBD.*?1250007\.00/s);
  expect(text).toContain('<ElctrncSeqNb>2</ElctrncSeqNb>');
  expect(() => later.closeDay(day)).toThrow('one after another');

  const names = await readdir(join(folder, 'statements'));
  expect(names.filter((name) => name.startsWith('DE01'))).toEqual([
    'DE01-COLLECT-2026-03-31-00001.mt940.sta',
    'DE01-COLLECT-2026-04-01-00002.mt940.sta',
    'DE01-MAIN-2026-03-31-00001.camt053.xml',
    'DE01-MAIN-2026-04-01-00002.camt053.xml',
  ]);
  expect(names.some((name) => name.endsWith('.part'))).toBe(false);
});

test('the balance is the opening balance and every movement, whatever moves', () => {
  const movement = fc.record({
    amount: fc.integer({ min: 1, max: 99_999_999 }).map(toCents),
    direction: fc.constantFrom('credit' as const, 'debit' as const),
  });
  fc.assert(
    fc.property(fc.array(fc.array(movement, { maxLength: 20 }), { maxLength: 5 }), (days) => {
      const bank = openSandboxBank({ company });
      let expected = 125_000_000n;
      for (const [at, movements] of days.entries()) {
        for (const each of movements) {
          bank.book('DE01-MAIN', each);
          const cents = BigInt(each.amount.replace('.', ''));
          expected += each.direction === 'credit' ? cents : -cents;
        }
        expect(bank.balanceOf('DE01-MAIN').minor).toBe(expected);
        bank.closeDay(plusDays(day, at));
        expect(bank.balanceOf('DE01-MAIN').minor).toBe(expected);
      }
    }),
  );
});

test.each([
  [{ amount: '1.005', direction: 'credit' }],
  [{ amount: '-1.00', direction: 'credit' }],
  [{ amount: '0.00', direction: 'debit' }],
  [{ amount: '2.00', direction: 'credit', parts: [{ amount: '1.00' }] }],
] as const)('no bank would book %o', (movement) => {
  expect(() => openSandboxBank({ company }).book('DE01-MAIN', movement)).toThrow();
});

test.each([
  ['Müller & Söhne', 'Mueller + Soehne'],
  ['Château d’Été', 'Chateau d.Ete'],
  ['ﬁne – 🧾?', 'fine . ..'],
])('%s in SWIFT’s characters is %s', (text, swift) => {
  expect(toSwiftText(text)).toBe(swift);
});

// Beside the project, never in it: where it is absent the test says so by being skipped.
const schemaFile = new URL(
  '../../../../../shared/data/camt/xsd/camt.053.001.08.xsd',
  import.meta.url,
);

test.skipIf(!existsSync(schemaFile))(
  'the official schema accepts every kind of movement',
  async () => {
    const { XmlDocument, XsdValidator } = await import('libxml2-wasm');
    const schema = XmlDocument.fromBuffer(await readFile(schemaFile));
    const validator = XsdValidator.fromDoc(schema);
    const text = closedWith(
      'DE01-MAIN',
      { amount: '1.00', direction: 'credit', counterparty: payer, endToEndId: 'A' },
      { amount: '2.00', direction: 'debit', counterparty: { name: 'Only a name' } },
      { amount: '3.00', direction: 'debit', returnReason: 'MD06', counterparty: payer },
      { amount: '4.00', direction: 'credit', isReversal: true, structuredReference: '12345' },
      { amount: '5.00', direction: 'credit', parts: [{ amount: '2.00' }, { amount: '3.00' }] },
      { amount: '6.00', direction: 'debit', counterparty: { account: '4711', bic: 'SNDBUS33XXX' } },
    );
    const document = XmlDocument.fromString(text);
    expect(() => validator.validate(document)).not.toThrow();
    const broken = XmlDocument.fromString(text.replaceAll('CdtDbtInd', 'CreditDebit'));
    expect(() => validator.validate(broken)).toThrow();
  },
);

function toCents(cents: number): string {
  const text = String(cents).padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}
