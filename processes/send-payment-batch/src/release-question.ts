/**
 * What the second person reads before money leaves: how much, to how many, from where and when. Who
 * may read exceptions may not read bank data, so accounts are named by their last figures.
 */

import type { PaymentBatch, PaymentTransfer } from '@kontor/canon';
import { currency, fromDecimal, present } from '@kontor/kernel';
import type { Context } from '@kontor/process';
import { batchTotal } from './batch-total.ts';
import { releaseOf } from './release-limit.ts';

export function releaseQuestion({ input, enriched }: Context<PaymentBatch>): string {
  const { transfers, debtor, executionDay } = input;
  const { limit } = releaseOf(enriched);
  const count = transfers.length === 1 ? 'one transfer' : `${transfers.length} transfers`;
  const largest = largestOf(input);
  const most = transfers.length === 1 ? 'It goes' : 'The largest goes';
  const why =
    limit === undefined
      ? 'Every batch of this company needs a second person.'
      : `Above ${limit} ${input.currency} a second person decides.`;
  return (
    `May the bank pay ${batchTotal(input)} ${input.currency} in ${count} from account ` +
    `${ending(debtor.iban)} on ${executionDay}? ${most} to ${largest.creditor.name}, account ` +
    `${ending(largest.creditor.iban)}: ${largest.amount} ${input.currency}. ${why} Nothing is ` +
    'sent before you approve.'
  );
}

/** As account numbers are masked everywhere. */
function ending(iban: string): string {
  return `****${iban.slice(-4)}`;
}

function largestOf({ transfers, currency: code }: PaymentBatch): PaymentTransfer {
  const minorOf = ({ amount }: PaymentTransfer) => fromDecimal(amount, currency(code))?.minor ?? 0n;
  return present(
    transfers.reduce<PaymentTransfer | undefined>(
      (largest, each) => (largest && minorOf(largest) >= minorOf(each) ? largest : each),
      undefined,
    ),
    'a batch has a transfer',
  );
}
