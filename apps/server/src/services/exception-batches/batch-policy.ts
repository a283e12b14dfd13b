/** From which size on a decision about many exceptions needs a second person. */

import { currency, fromDecimal, present, type Money } from '@kontor/kernel';

export type BatchPolicy = {
  /** More exceptions than that need a second person. */
  readonly approvalAboveCount: number;
  /** More money than that in any currency, whatever its sign; decimal text. */
  readonly approvalAboveValue: Readonly<Record<string, string>>;
};

/** A company that says nothing: a hundred documents, or a hundred thousand of any currency. */
export const USUAL_BATCH_POLICY: BatchPolicy = { approvalAboveCount: 100, approvalAboveValue: {} };

export function needsApproval(
  policy: BatchPolicy,
  { count, worth }: { readonly count: number; readonly worth: readonly Money[] },
): boolean {
  if (count > policy.approvalAboveCount) return true;
  return worth.some(({ minor, currency: code }) => {
    const limit = policy.approvalAboveValue[code] ?? USUAL_VALUE;
    const exact = present(fromDecimal(limit, currency(code)), `the limit for ${code} is exact`);
    return minor > exact.minor;
  });
}

const USUAL_VALUE = '100000';
