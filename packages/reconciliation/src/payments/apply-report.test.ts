/** What reports do to a batch: the levels, what does not fit, and the law over whole reports. */

import type { PaymentStatus, PaymentStatusReport } from '@kontor/canon';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyReport, type ReportedBatch, type StatusFact } from './apply-report.ts';
import { endOf, type TransferStatus } from './next-status.ts';

const IDS = ['E2E-1', 'E2E-2', 'E2E-3'] as const;

function batch(...statuses: readonly (TransferStatus | undefined)[]): ReportedBatch {
  return {
    number: 'PAY-7',
    transfers: IDS.map((endToEndId, index) => {
      const status = statuses[index];
      return { position: index + 1, endToEndId, contradictedBy: [], ...(status && { status }) };
    }),
  };
}

type Told = {
  readonly group?: PaymentStatus;
  readonly payment?: PaymentStatus;
  readonly transfers?: Readonly<Record<string, PaymentStatus>>;
  readonly number?: string;
};

function report({ group, payment, transfers = {}, number = 'PAY-7' }: Told): PaymentStatusReport {
  return {
    messageId: 'BANK-1',
    createdAt: '2026-04-01T10:00:00Z',
    originalMessageId: 'MSG-1',
    ...(group && { groupStatus: group }),
    reasons: [],
    payments: [
      {
        originalPaymentInformationId: number,
        ...(payment && { status: payment }),
        reasons: [],
        transfers: Object.entries(transfers).map(([endToEndId, status]) => ({
          endToEndId,
          status,
          reasons: [],
        })),
      },
    ],
  };
}

function factsOf(standing: ReportedBatch, told: Told): readonly StatusFact[] {
  const applied = applyReport(standing, report(told));
  if (applied.kind === 'refused') throw new Error(JSON.stringify(applied.defects));
  return applied.facts;
}

const lines = (facts: readonly StatusFact[]) =>
  facts.map(
    ({ endToEndId, level, change, status }) => `${endToEndId} ${level} ${change} ${status}`,
  );

describe('the levels of a report', () => {
  test('what is told of the message holds for every transfer', () => {
    expect(lines(factsOf(batch(), { group: 'ACTC' }))).toEqual([
      'E2E-1 message moved ACTC',
      'E2E-2 message moved ACTC',
      'E2E-3 message moved ACTC',
    ]);
  });

  test('of the payment information rather than of the message, of the transfer rather than both', () => {
    const told = { group: 'ACTC', payment: 'ACSP', transfers: { 'E2E-2': 'RJCT' } } as const;
    expect(lines(factsOf(batch('ACTC', 'ACTC', 'ACTC'), told))).toEqual([
      'E2E-1 payment moved ACSP',
      'E2E-2 transfer moved RJCT',
      'E2E-3 payment moved ACSP',
    ]);
  });

  test('that transfers differ says nothing of those that are not named', () => {
    expect(lines(factsOf(batch(), { group: 'PART', transfers: { 'E2E-2': 'RJCT' } }))).toEqual([
      'E2E-2 transfer moved RJCT',
    ]);
  });
});

describe('what does not fit what was sent is not taken', () => {
  test.each<[string, Told, string]>([
    ['another payment information', { number: 'PAY-8', group: 'ACTC' }, 'PAY-8'],
    ['a transfer that is none of ours', { transfers: { 'E2E-9': 'ACSC' } }, 'E2E-9'],
  ])('%s', (_what, told, named) => {
    const applied = applyReport(batch(), report(told));
    expect(applied).toMatchObject({
      kind: 'refused',
      defects: [{ detail: expect.stringContaining(named) as string }],
    });
  });

  test('two statuses of one transfer', () => {
    const twice = report({ transfers: { 'E2E-1': 'ACSC' } });
    const [payment] = twice.payments;
    const transfers = [...(payment?.transfers ?? []), ...(payment?.transfers ?? [])];
    const told = { ...twice, payments: [{ ...payment!, transfers }] };
    expect(applyReport(batch(), told)).toMatchObject({
      kind: 'refused',
      defects: [{ code: 'transfer_told_twice' }],
    });
  });
});

test('a contradiction is one however often it is told, and another end is another one', () => {
  const settled = batch('ACSC');
  expect(lines(factsOf(settled, { transfers: { 'E2E-1': 'RJCT' } }))).toEqual([
    'E2E-1 transfer conflict ACSC',
  ]);
  const [first, ...others] = settled.transfers;
  const asked = {
    ...settled,
    transfers: [{ ...first!, contradictedBy: ['rejected'] as const }, ...others],
  };
  expect(lines(factsOf(asked, { transfers: { 'E2E-1': 'RJCT' } }))).toEqual([
    'E2E-1 transfer repeated ACSC',
  ]);
  expect(lines(factsOf(asked, { transfers: { 'E2E-1': 'CANC' } }))).toEqual([
    'E2E-1 transfer conflict ACSC',
  ]);
});

describe('the law of reports', () => {
  const status = fc.constantFrom<PaymentStatus>(
    ...(['RCVD', 'ACTC', 'ACCP', 'ACSP', 'ACSC', 'ACCC', 'RJCT', 'CANC', 'PART'] as const),
  );
  const told = fc.record(
    {
      group: status,
      payment: status,
      transfers: fc.dictionary(fc.constantFrom(...IDS), status),
    },
    { requiredKeys: [] },
  );

  /** Every report in its turn, as the store has it. */
  function after(reports: readonly Told[]): { standing: ReportedBatch; conflicts: string[] } {
    let standing = batch();
    const conflicts: string[] = [];
    for (const each of reports) {
      const facts = new Map(factsOf(standing, each).map((fact) => [fact.endToEndId, fact]));
      standing = {
        ...standing,
        transfers: standing.transfers.map((transfer) => {
          const fact = facts.get(transfer.endToEndId);
          if (!fact) return transfer;
          const end = endOf(fact.told);
          const isConflict = fact.change === 'conflict' && end !== undefined;
          if (isConflict) conflicts.push(`${transfer.endToEndId} ${end}`);
          const contradictedBy = isConflict
            ? [...transfer.contradictedBy, end]
            : transfer.contradictedBy;
          return { ...transfer, status: fact.status, contradictedBy };
        }),
      };
    }
    return { standing, conflicts };
  }

  test('a conflict changes no status and is raised once for each other end', () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 12 }), (reports) => {
        const { standing, conflicts } = after([...reports, ...reports]);
        expect(new Set(conflicts).size).toBe(conflicts.length);
        const once = after(reports);
        const ends = ({ transfers }: ReportedBatch) =>
          transfers.map((transfer) => transfer.status && endOf(transfer.status));
        const stood = ends(once.standing);
        expect(ends(standing).map((end, index) => stood[index] ?? end)).toEqual(ends(standing));
      }),
      { numRuns: 1_000 },
    );
  });

  test('reports that contradict nothing lead to the same statuses in any order', () => {
    const work = fc.constantFrom<PaymentStatus>('RCVD', 'ACTC', 'ACCP', 'ACSP', 'ACSC', 'ACCC');
    const working = fc.record({
      group: work,
      transfers: fc.dictionary(fc.constantFrom(...IDS), work),
    });
    fc.assert(
      fc.property(
        fc
          .array(working, { minLength: 1, maxLength: 8 })
          .chain((reports) =>
            fc.tuple(
              fc.constant(reports),
              fc.shuffledSubarray(reports, { minLength: reports.length }),
            ),
          ),
        ([reports, shuffled]) => {
          expect(after([...shuffled, ...shuffled])).toEqual(after(reports));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
