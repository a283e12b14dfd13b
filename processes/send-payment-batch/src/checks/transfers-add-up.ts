import type { PaymentBatch } from '@kontor/canon';
import { fromDecimal, parseCurrency, type CurrencyCode, type Defect } from '@kontor/kernel';
import type { Check } from '@kontor/process';
import { batchTotal } from '../batch-total.ts';

/**
 * Every amount is positive, exact in its currency and no larger than SEPA carries; every transfer
 * has an end-to-end id of its own; and all add up to what the sender says they do.
 */
export const transfersAddUp: Check<PaymentBatch> = (batch) => {
  const code = parseCurrency(batch.currency);
  if (!code) return []; // another check says so
  return [...amountDefects(batch, code), ...repeatedIds(batch), ...sumDefects(batch, code)];
};

function amountDefects({ transfers }: PaymentBatch, code: CurrencyCode): Defect[] {
  return transfers.flatMap(({ amount }, index) => {
    const at = `/transfers/${index}/amount`;
    const exact = fromDecimal(amount, code);
    if (!exact) {
      const detail = `${amount} has more decimals than ${code} has.`;
      return [{ code: 'amount_not_exact', at, detail }];
    }
    if (exact.minor <= 0n) {
      return [{ code: 'amount_not_positive', at, detail: 'A transfer pays something.' }];
    }
    if (exact.minor > AMOUNT_MINOR_MAX) {
      const detail = 'A SEPA credit transfer is of 999999999.99 EUR at most.';
      return [{ code: 'amount_too_large', at, detail }];
    }
    return [];
  });
}

function repeatedIds({ transfers }: PaymentBatch): Defect[] {
  const first = new Map<string, number>();
  return transfers.flatMap(({ endToEndId }, index) => {
    const before = first.get(endToEndId);
    if (before === undefined) {
      first.set(endToEndId, index);
      return [];
    }
    const at = `/transfers/${index}/endToEndId`;
    const detail = `Transfer ${before + 1} has the end-to-end id ${endToEndId} already.`;
    return [{ code: 'end_to_end_id_repeated', at, detail }];
  });
}

function sumDefects(batch: PaymentBatch, code: CurrencyCode): Defect[] {
  const { controlSum } = batch;
  if (controlSum === undefined) return [];
  const total = batchTotal(batch);
  const told = fromDecimal(controlSum, code);
  if (told && told.minor === fromDecimal(total, code)?.minor) return [];
  const detail = `The transfers add up to ${total} ${code}, the control sum is ${controlSum}.`;
  return [{ code: 'control_sum_differs', at: '/controlSum', detail }];
}

/** EPC125-05, AT-T002. */
const AMOUNT_MINOR_MAX = 99_999_999_999n;
