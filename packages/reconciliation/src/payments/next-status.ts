/**
 * What a told status does to the status of a transfer. Banks tell late, twice and out of order, so
 * a status only moves forward, in the order in which banks work:
 *
 *   RCVD ─▶ PDNG ─▶ ACTC ─▶ ACCP ─▶ ACFC ─▶ ACWC ─▶ ACSP ─▶ ACWP ─▶ ACSC ─▶ ACCC   settled
 *      └───────┴───────┴───────┴───────┴───────┴───────┴───────┴──▶ RJCT | CANC      not settled
 *
 * The law: whatever the order and however often, statuses that do not contradict each other end at
 * the same one. Two different ends contradict each other: the first stays, and a person is asked.
 */

import type { PaymentStatus } from '@kontor/canon';

/** `PART` says of a group that its transfers differ, and nothing of any of them. */
export type TransferStatus = Exclude<PaymentStatus, 'PART'>;

export type StatusChange = 'moved' | 'late' | 'repeated' | 'conflict';

export function nextStatus(
  current: TransferStatus | undefined,
  told: TransferStatus,
): { readonly change: StatusChange; readonly status: TransferStatus } {
  if (current === undefined) return { change: 'moved', status: told };
  if (current === told) return { change: 'repeated', status: current };
  const [end, toldEnd] = [endOf(current), endOf(told)];
  if (end !== undefined && toldEnd !== undefined && end !== toldEnd) {
    return { change: 'conflict', status: current };
  }
  return RANK[told] > RANK[current]
    ? { change: 'moved', status: told }
    : { change: 'late', status: current };
}

/** How it ended, or undefined while the bank still works on it. */
export type TransferEnd = 'settled' | 'rejected' | 'cancelled';

export function endOf(status: TransferStatus): TransferEnd | undefined {
  return ENDS[status];
}

const ENDS: Partial<Record<TransferStatus, TransferEnd>> = {
  ACSC: 'settled',
  ACCC: 'settled',
  RJCT: 'rejected',
  CANC: 'cancelled',
};

// ISO 20022 gives ACCP, ACFC and ACWC no order, nor ACSP and ACWP; one is needed for the law.
const RANK: Record<TransferStatus, number> = {
  RCVD: 1,
  PDNG: 2,
  ACTC: 3,
  ACCP: 4,
  ACFC: 5,
  ACWC: 6,
  ACSP: 7,
  ACWP: 8,
  ACSC: 9,
  ACCC: 10,
  // Whatever the bank did before, it ended there; that it settled as well is a contradiction.
  RJCT: 9,
  CANC: 9,
};
