/** What the bank tells of a message at each step, as a status report. */

import type {
  PaymentInformationStatus,
  PaymentStatus,
  PaymentStatusReason,
  PaymentStatusReport,
  TransferStatusFact,
} from '@kontor/canon';

/** A message as the bank has worked on it. */
export type BankMessage = {
  readonly messageId: string;
  readonly payments: readonly {
    readonly number: string;
    readonly transfers: readonly BankTransfer[];
  }[];
  /** Of the whole message: nothing of it was executed. */
  readonly refusal?: PaymentStatusReason;
};

export type BankTransfer = {
  readonly endToEndId: string;
  readonly bankReference?: string;
  readonly refusal?: PaymentStatusReason;
};

/** `contradicted`: it settled, and is then said to be rejected, as some banks have done. */
export type ReportStep =
  'received' | 'accepted' | 'processing' | 'settled' | 'contradicted' | 'refused';

/** In the order in which they are told when nothing goes wrong. */
export const REPORT_STEPS = ['received', 'accepted', 'processing', 'settled'] as const;

export function toReport(
  message: BankMessage,
  step: ReportStep,
  head: Pick<PaymentStatusReport, 'messageId' | 'createdAt'>,
): PaymentStatusReport {
  const original = { ...head, originalMessageId: message.messageId };
  switch (step) {
    case 'refused':
      return { ...original, ...ofGroup('RJCT', message.refusal), payments: [] };
    case 'received':
    case 'accepted':
      return { ...original, ...ofGroup(step === 'received' ? 'RCVD' : 'ACTC'), payments: [] };
    case 'processing':
    case 'settled': {
      const status = step === 'settled' ? 'ACSC' : 'ACSP';
      const payments = message.payments.map((payment) => ofPayment(payment, status));
      const isSame = payments.every((payment) => payment.status === payments[0]?.status);
      const [first] = payments;
      const groupStatus = isSame && first?.status ? first.status : 'PART';
      return { ...original, ...ofGroup(groupStatus), payments };
    }
    case 'contradicted':
      return { ...original, ...ofGroup('PART'), payments: message.payments.map(contradicted) };
  }
}

function ofGroup(groupStatus: PaymentStatus, reason?: PaymentStatusReason) {
  return { groupStatus, reasons: reason ? [reason] : [] };
}

function ofPayment(
  { number, transfers }: BankMessage['payments'][number],
  executed: PaymentStatus,
): PaymentInformationStatus {
  const told = transfers.map((transfer) => ofTransfer(transfer, executed));
  const isSame = told.every(({ status }) => status === told[0]?.status);
  return {
    originalPaymentInformationId: number,
    status: isSame ? (told[0]?.status ?? executed) : 'PART',
    reasons: [],
    transfers: told,
  };
}

function ofTransfer(
  { endToEndId, bankReference, refusal }: BankTransfer,
  executed: PaymentStatus,
): TransferStatusFact {
  if (refusal) return { endToEndId, status: 'RJCT', reasons: [refusal] };
  const reference = executed === 'ACSC' && bankReference !== undefined ? { bankReference } : {};
  return { endToEndId, status: executed, reasons: [], ...reference };
}

/** The first transfer that was executed is said to be rejected after all. */
function contradicted({
  number,
  transfers,
}: BankMessage['payments'][number]): PaymentInformationStatus {
  const [first] = transfers.filter(({ refusal }) => refusal === undefined);
  const reasons = [{ code: 'AC04', text: 'The account is closed' }];
  return {
    originalPaymentInformationId: number,
    status: 'PART',
    reasons: [],
    transfers: first ? [{ endToEndId: first.endToEndId, status: 'RJCT', reasons }] : [],
  };
}
