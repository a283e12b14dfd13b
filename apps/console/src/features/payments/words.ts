/** The words of this place. Pure. */

import { PAYMENT_STATUSES, type PaymentStatus, type PaymentStatusReason } from '@kontor/canon';
import type { PaymentBatchStanding, PaymentTransferStanding } from '@kontor/contracts';
import { formatCount } from '../../lib/format.ts';
import type { StateName, Step } from '../../ui/index.ts';

/** Of handing the batch to the bank; what the bank makes of it is told by its transfers. */
export const SENDING: Readonly<
  Record<PaymentBatchStanding['status'], { readonly state: StateName; readonly word: string }>
> = {
  waiting: { state: 'waiting', word: 'Waits for release' },
  working: { state: 'working', word: 'On its way' },
  parked: { state: 'in-doubt', word: 'Needs a person' },
  done: { state: 'done', word: 'Handed to the bank' },
  refused: { state: 'refused', word: 'Not sent' },
  taken_back: { state: 'refused', word: 'Taken back' },
};

/** `2 settled, 1 rejected, 3 without a word of the bank`. */
export function atBank({ statuses, contradicted }: PaymentBatchStanding): string {
  const parts = statuses.map(
    ({ status, transfers }) =>
      `${formatCount(transfers)} ${status === undefined ? 'not reported' : PAYMENT_STATUSES[status]}`,
  );
  if (contradicted > 0) parts.push(`${formatCount(contradicted)} contradicted`);
  return parts.join(', ');
}

type Transfer = PaymentTransferStanding;

export function shownTransfer({ status, contradicted }: Transfer): {
  readonly state: StateName;
  readonly word: string;
} {
  if (status === undefined) return { state: 'working', word: 'Not reported' };
  const word = sentenceCase(PAYMENT_STATUSES[status]);
  if (contradicted) return { state: 'in-doubt', word: `${word}, contradicted` };
  return { state: stateOf(status), word };
}

export function stateOf(status: PaymentStatus): StateName {
  if (status === 'RJCT' || status === 'CANC') return 'refused';
  return SETTLED.includes(status) ? 'done' : 'working';
}

/** Received, accepted, under way, settled: how far a transfer is, and when each was told first. */
export function stepsOf({ status, told, contradicted }: Transfer): readonly Step[] {
  const firstTold = (statuses: readonly PaymentStatus[]) =>
    told.find((each) => each.change === 'moved' && statuses.includes(each.status))?.at;
  const reached =
    status === undefined ? -1 : MILESTONES.findIndex((each) => each.of.includes(status));
  const last = MILESTONES.length - 1;
  const hasFailed = status === 'RJCT' || status === 'CANC';
  return MILESTONES.map(({ name, of }, index) => {
    const at = firstTold(of);
    if (index === last && status !== undefined && hasFailed) {
      return { name: sentenceCase(PAYMENT_STATUSES[status]), state: 'refused' as const, note: at };
    }
    // A bank may skip what goes without saying.
    const isBehind = hasFailed ? at !== undefined : index <= reached;
    if (!isBehind) return { name };
    const isHere = index === reached && index < last;
    const state = index === last && contradicted ? 'in-doubt' : isHere ? 'working' : 'done';
    return { name, state, note: at };
  });
}

export function reasonWords(reasons: readonly PaymentStatusReason[]): string {
  return reasons.map(({ code, text }) => [code, text].filter(Boolean).join(' ')).join('; ');
}

export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const CHANGES: Readonly<Record<Transfer['told'][number]['change'], string>> = {
  moved: 'Counts',
  late: 'Came late: it was further already',
  repeated: 'Told before',
  conflict: 'Contradicts how it ended',
};

const SETTLED: readonly PaymentStatus[] = ['ACSC', 'ACCC'];
const MILESTONES: readonly { readonly name: string; readonly of: readonly PaymentStatus[] }[] = [
  { name: 'Received', of: ['RCVD', 'PDNG'] },
  { name: 'Accepted', of: ['ACTC', 'ACCP', 'ACFC', 'ACWC'] },
  { name: 'In settlement', of: ['ACSP', 'ACWP'] },
  { name: 'Settled', of: ['ACSC', 'ACCC', 'RJCT', 'CANC'] },
];
