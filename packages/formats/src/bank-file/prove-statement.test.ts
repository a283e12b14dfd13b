import type { Balance, StatementEntry, StatementHeader, StatementPart } from '@kontor/canon';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PROOF_START, proveStatement, type ProofOutcome } from './prove-statement.ts';

describe('a statement is proved', () => {
  test('when opening and booked entries give the closing', () => {
    const parts = [
      opened(),
      entry('12.50', 'credit'),
      entry('2.50', 'debit'),
      closed('100.00', '110.00'),
    ];
    expect(outcomeOf(parts)).toEqual({
      kind: 'proved',
      opening: { minor: 10_000n, currency: 'EUR' },
      credits: { minor: 1_250n, currency: 'EUR' },
      debits: { minor: 250n, currency: 'EUR' },
      closing: { minor: 11_000n, currency: 'EUR' },
    });
  });

  test.each([
    ['without entries', [closed('1.00', '1.00')]],
    ['from what we owe to what we have', [entry('3.00', 'credit'), closed('-1.00', '2.00')]],
    ['with pending entries left out', [entry('9.00', 'credit', 'pending'), closed('1.00', '1.00')]],
    ['from the previous close', [end([balance('PRCD', '1.00'), balance('CLBD', '1.00')])]],
    [
      'of several days, from the first to the last',
      [
        end([
          balance('OPBD', '1.00'),
          balance('CLBD', '9.00'),
          balance('OPBD', '9.00'),
          balance('CLBD', '1.00'),
        ]),
      ],
    ],
    ['as a first page', [end([balance('OPBD', '1.00'), balance('ITBD', '1.00')])]],
    ['as a page between', [end([balance('ITBD', '1.00'), balance('ITBD', '1.00')])]],
    ['as a last page', [end([balance('ITBD', '1.00'), balance('CLBD', '1.00')])]],
    [
      'with totals that agree',
      [
        entry('1.00', 'credit'),
        closed('0.00', '1.00', {
          entryCount: 1,
          entrySum: '1',
          creditCount: 1,
          creditSum: '1.000',
          debitCount: 0,
          debitSum: '0',
        }),
      ],
    ],
    [
      'with totals that leave pending entries out',
      [
        entry('1.00', 'credit', 'pending'),
        entry('2.00', 'credit'),
        closed('0.00', '2.00', { entryCount: 1, creditSum: '2.00' }),
      ],
    ],
    [
      'with totals that count pending entries',
      [entry('1.00', 'credit', 'pending'), closed('0.00', '0.00', { entryCount: 1 })],
    ],
  ])('%s', (_name, parts) => {
    expect(outcomeOf([opened(), ...parts]).kind).toBe('proved');
  });
});

describe('a statement is disproved', () => {
  test.each<[string, StatementPart[], string]>([
    ['by one cent', [entry('1.00', 'credit'), closed('0.00', '1.01')], 'closing_balance_differs'],
    ['by a direction', [entry('1.00', 'debit'), closed('0.00', '1.00')], 'closing_balance_differs'],
    ['without an opening', [end([balance('CLBD', '1.00')])], 'opening_balance_missing'],
    ['without a closing', [end([balance('OPBD', '1.00')])], 'closing_balance_missing'],
    ['with one interim balance alone', [end([balance('ITBD', '1.00')])], 'opening_balance_missing'],
    [
      'with available balances only',
      [end([balance('CLAV', '1.00'), balance('FWAV', '1.00')])],
      'opening_balance_missing',
    ],
    [
      'in two currencies',
      [end([balance('OPBD', '1.00'), balance('CLBD', '1.00', 'USD')])],
      'balance_currency_differs',
    ],
    [
      'with an entry in another currency',
      [entry('1.00', 'credit', 'booked', 'USD'), closed('0.00', '1.00')],
      'entry_currency_differs',
    ],
    ['by a count', [closed('0.00', '0.00', { entryCount: 1 })], 'control_total_differs'],
    [
      'by a sum',
      [entry('1.00', 'credit'), closed('0.00', '1.00', { creditSum: '1.01' })],
      'control_total_differs',
    ],
    [
      'by a sum with too many decimals',
      [entry('1.00', 'credit'), closed('0.00', '1.00', { creditSum: '1.001' })],
      'control_total_differs',
    ],
  ])('%s', (_name, parts, code) => {
    const outcome = outcomeOf([opened(), ...parts]);
    expect(outcome.kind === 'disproved' && outcome.defects[0]?.code).toBe(code);
  });

  test('with what was expected, what was found, and the difference', () => {
    const outcome = outcomeOf([opened(), entry('1.00', 'credit'), closed('0.00', '1.01')]);
    const detail = outcome.kind === 'disproved' ? outcome.defects[0]?.detail : '';
    expect(detail).toContain('to 1.00 EUR; the bank says 1.01 EUR: a difference of 0.01 EUR');
  });

  test('when the file that holds it ends refused', () => {
    const refused = { kind: 'refused', defects: [] } as const;
    const state = [opened(), closed('1.00', '1.00'), refused].reduce(proveStatement, PROOF_START);
    expect(state.proofs[0]?.outcome).toMatchObject({ defects: [{ code: 'file_refused' }] });
    expect(state.refusal).toEqual([]);
  });
});

test.each(['report', 'notification'] as const)('a %s has no proof', (kind) => {
  expect(outcomeOf([opened(kind), entry('1.00', 'credit'), end([])])).toMatchObject({
    kind: 'without_proof',
    reason: { code: 'kind_without_proof' },
  });
});

test('every statement of a file has its own proof', () => {
  const parts = [opened(), closed('1.00', '1.00'), opened(), closed('1.00', '2.00')];
  const { proofs } = parts.reduce(proveStatement, PROOF_START);
  expect(proofs.map(({ outcome }) => outcome.kind)).toEqual(['proved', 'disproved']);
});

test('the law of proof: it holds for the true closing and for no other', () => {
  const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { maxLength: 20 });
  const wrong = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
  fc.assert(
    fc.property(amounts, amounts, wrong, (credits, debits, off) => {
      const sum = (list: readonly bigint[]) => list.reduce((total, minor) => total + minor, 0n);
      const entries = [
        ...credits.map((minor) => entry(decimal(minor), 'credit')),
        ...debits.map((minor) => entry(decimal(minor), 'debit')),
      ];
      const closing = closed('0.00', decimal(sum(credits) - sum(debits) + off));
      expect(outcomeOf([opened(), ...entries, closing]).kind === 'proved').toBe(off === 0n);
    }),
  );
});

function outcomeOf(parts: readonly StatementPart[]): ProofOutcome {
  return parts.reduce(proveStatement, PROOF_START).proofs[0]!.outcome;
}

function opened(kind: StatementHeader['kind'] = 'statement'): StatementPart {
  return { kind: 'opened', header: { kind, id: 'S', account: { number: '1' } } };
}

function entry(
  amount: string,
  direction: StatementEntry['direction'],
  status: StatementEntry['status'] = 'booked',
  currency = 'EUR',
): StatementPart {
  const rest = { position: 1, currency, reversal: false, details: [] };
  return { kind: 'entry', entry: { ...rest, amount, direction, status } };
}

type Summary = Extract<StatementPart, { kind: 'closed' }>['summary'];

function closed(opening: string, closing: string, summary?: Summary): StatementPart {
  return end([balance('OPBD', opening), balance('CLBD', closing)], summary);
}

function end(balances: readonly Balance[], summary?: Summary): StatementPart {
  return { kind: 'closed', balances, ...(summary && { summary }) };
}

function balance(code: string, signed: string, currency = 'EUR'): Balance {
  const direction = signed.startsWith('-') ? 'debit' : 'credit';
  return { code, amount: signed.replace('-', ''), currency, direction, day: '2026-03-01' };
}

function decimal(minor: bigint): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, '0');
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
