/** The table of what a told status does, and the law of any order and repetition. */

import { PAYMENT_STATUSES, type PaymentStatus } from '@kontor/canon';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOf, nextStatus, type StatusChange, type TransferStatus } from './next-status.ts';

const STATUSES = (Object.keys(PAYMENT_STATUSES) as PaymentStatus[]).filter(
  (status): status is TransferStatus => status !== 'PART',
);

describe('the table', () => {
  test.each<[TransferStatus | undefined, TransferStatus, StatusChange, TransferStatus]>([
    [undefined, 'RCVD', 'moved', 'RCVD'],
    [undefined, 'RJCT', 'moved', 'RJCT'],
    ['RCVD', 'PDNG', 'moved', 'PDNG'],
    ['PDNG', 'ACTC', 'moved', 'ACTC'],
    ['ACTC', 'ACCP', 'moved', 'ACCP'],
    ['ACCP', 'ACFC', 'moved', 'ACFC'],
    ['ACFC', 'ACSP', 'moved', 'ACSP'],
    ['ACWC', 'ACCP', 'late', 'ACWC'],
    ['ACSP', 'ACSC', 'moved', 'ACSC'],
    ['ACSP', 'RJCT', 'moved', 'RJCT'],
    ['ACSP', 'CANC', 'moved', 'CANC'],
    ['ACSC', 'ACCC', 'moved', 'ACCC'],
    ['ACSC', 'ACSC', 'repeated', 'ACSC'],
    ['ACSC', 'ACTC', 'late', 'ACSC'],
    ['ACCC', 'ACSC', 'late', 'ACCC'],
    ['RJCT', 'ACTC', 'late', 'RJCT'],
    ['RJCT', 'RJCT', 'repeated', 'RJCT'],
    ['ACSC', 'RJCT', 'conflict', 'ACSC'],
    ['ACCC', 'CANC', 'conflict', 'ACCC'],
    ['RJCT', 'ACSC', 'conflict', 'RJCT'],
    ['RJCT', 'ACCC', 'conflict', 'RJCT'],
    ['RJCT', 'CANC', 'conflict', 'RJCT'],
    ['CANC', 'RJCT', 'conflict', 'CANC'],
  ])('%s, told %s: %s, and then %s', (current, told, change, status) => {
    expect(nextStatus(current, told)).toEqual({ change, status });
  });
});

describe('the law', () => {
  const told = fc.array(fc.constantFrom(...STATUSES), { minLength: 1, maxLength: 20 });
  const run = (statuses: readonly TransferStatus[]) =>
    statuses.reduce<TransferStatus | undefined>(
      (current, status) => nextStatus(current, status).status,
      undefined,
    );

  test('statuses that do not contradict each other end at the same one in any order', () => {
    fc.assert(
      fc.property(
        told.filter((statuses) => new Set(statuses.flatMap((each) => endOf(each) ?? [])).size < 2),
        fc.infiniteStream(fc.nat()),
        (statuses, places) => {
          const order = statuses
            .concat(statuses)
            .map((status) => ({ status, place: places.next().value ?? 0 }))
            .sort((left, right) => left.place - right.place)
            .map(({ status }) => status);
          expect(run(order)).toBe(run(statuses));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('how it first ended is how it stays, whatever is told later', () => {
    fc.assert(
      fc.property(told, (statuses) => {
        const first = statuses.map(endOf).find((end) => end !== undefined);
        const last = run(statuses);
        expect(last && endOf(last)).toBe(first);
      }),
      { numRuns: 2_000 },
    );
  });
});
