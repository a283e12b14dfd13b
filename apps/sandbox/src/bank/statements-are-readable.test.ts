import type { StatementEntry } from '@kontor/canon';
import { PROOF_START, proveStatement, readBankFile } from '@kontor/formats';
import { parseBankingDay, present } from '@kontor/kernel';
import { describe, expect, test } from 'vitest';
import { makeSandboxCompany } from '../master-data/make-company.ts';
import type { BankMovement } from './bank-movement.ts';
import { openSandboxBank } from './open-sandbox-bank.ts';

const day = present(parseBankingDay('2026-03-31'), 'it is a day');
const payer = {
  name: 'Nordlicht Optik GmbH',
  account: 'DE02120300000000202051',
  bic: 'SNDBDEFFXXX',
};

const MOVEMENTS: readonly BankMovement[] = [
  {
    amount: '1190.00',
    direction: 'credit',
    counterparty: payer,
    remittance: ['RE-2026-000123'],
    endToEndId: 'E2E-1',
  },
  { amount: '55.20', direction: 'debit', counterparty: payer, endToEndId: 'E2E-2' },
  {
    amount: '99.99',
    direction: 'debit',
    counterparty: payer,
    endToEndId: 'E2E-3',
    returnReason: 'AC04',
  },
  { amount: '7.00', direction: 'debit', counterparty: payer, isReversal: true },
];

async function readDay(accountKey: string, movements: readonly BankMovement[]) {
  const bank = openSandboxBank({ company: makeSandboxCompany({ customers: 1 }) });
  for (const movement of movements) bank.book(accountKey, movement);
  const file = bank.closeDay(day).find((each) => each.accountKey === accountKey);
  const { bytes } = present(file, 'every account has a statement');
  const entries: StatementEntry[] = [];
  let proof = PROOF_START;
  for await (const part of readBankFile(toStream(bytes))) {
    proof = proveStatement(proof, part);
    if (part.kind === 'entry') entries.push(part.entry);
  }
  return { entries, proof };
}

async function* toStream(bytes: Uint8Array) {
  yield bytes;
}

describe.each(['DE01-MAIN', 'DE01-COLLECT', 'GB01-MAIN', 'US01-MAIN'])('of %s', (accountKey) => {
  test('the statement is read as it was booked, and proves itself', async () => {
    const { entries, proof } = await readDay(accountKey, MOVEMENTS);
    expect(proof.refusal).toBeUndefined();
    expect(proof.proofs.map(({ outcome }) => outcome.kind)).toEqual(['proved']);
    expect(entries.map(({ amount, direction, reversal }) => [amount, direction, reversal])).toEqual(
      MOVEMENTS.map(({ amount, direction, isReversal = false }) => [amount, direction, isReversal]),
    );
    for (const [at, movement] of MOVEMENTS.entries()) {
      const detail = entries[at]?.details[0];
      expect(detail?.counterparty).toMatchObject({ name: payer.name, account: payer.account });
      expect(detail?.endToEndId).toBe(movement.endToEndId);
    }
    expect(JSON.stringify(entries[0]?.details[0]?.remittance)).toContain('RE-2026-000123');
  });

  test('a day on which nothing moved proves itself, too', async () => {
    const { entries, proof } = await readDay(accountKey, []);
    expect(entries).toEqual([]);
    expect(proof.proofs.map(({ outcome }) => outcome.kind)).toEqual(['proved']);
  });
});

test('a return is told with its reason', async () => {
  const { entries } = await readDay('DE01-MAIN', MOVEMENTS);
  expect(entries[2]?.details[0]?.returnReason).toBe('AC04');
});

test('a collective entry has every one of its transactions', async () => {
  const parts = [
    { amount: '100.00', counterparty: payer, remittance: ['RE-1'] },
    { amount: '20.50', counterparty: payer, structuredReference: 'RF18539007547034' },
  ];
  const { entries } = await readDay('DE01-MAIN', [
    { amount: '120.50', direction: 'credit', parts },
  ]);
  expect(entries[0]?.batchCount).toBe(2);
  expect(entries[0]?.details.map(({ amount }) => amount?.amount)).toEqual(['100.00', '20.50']);
  expect(entries[0]?.details[1]?.structuredReferences).toEqual(['RF18539007547034']);
});
