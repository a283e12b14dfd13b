/**
 * What a status report does to the transfers of its batch: one fact for every transfer that it
 * speaks of. Pure: the store writes down what is decided here.
 *
 * What is told of the message or of its payment information holds for the transfers that the same
 * report does not name. A report is the unit of trust: where one of its lines fits nothing that we
 * sent, nothing of it is taken.
 */

import type {
  PaymentInformationStatus,
  PaymentStatus,
  PaymentStatusReason,
  PaymentStatusReport,
  TransferStatusFact,
} from '@kontor/canon';
import type { Defect } from '@kontor/kernel';
import { endOf, nextStatus, type StatusChange, type TransferEnd } from './next-status.ts';
import type { TransferStatus } from './next-status.ts';

/** A batch as far as its reports are concerned. */
export type ReportedBatch = {
  /** Our number, [PmtInfId] of what was sent. */
  readonly number: string;
  readonly transfers: readonly TransferStanding[];
};

export type TransferStanding = {
  /** In the batch, from 1. */
  readonly position: number;
  readonly endToEndId: string;
  readonly status?: TransferStatus;
  /** Other ends that banks told after the one that stands: asked about already. */
  readonly contradictedBy: readonly TransferEnd[];
};

/** At which level of the report it was told. */
export type ReportLevel = 'message' | 'payment' | 'transfer';

export type StatusFact = {
  readonly position: number;
  readonly endToEndId: string;
  readonly level: ReportLevel;
  readonly told: TransferStatus;
  readonly before?: TransferStatus;
  readonly change: StatusChange;
  /** What it is after the report. */
  readonly status: TransferStatus;
  readonly reasons: readonly PaymentStatusReason[];
  readonly bankReference?: string;
};

export type AppliedReport =
  | { readonly kind: 'applied'; readonly facts: readonly StatusFact[] }
  /** It does not speak of what was sent. */
  | { readonly kind: 'refused'; readonly defects: readonly Defect[] };

export function applyReport(batch: ReportedBatch, report: PaymentStatusReport): AppliedReport {
  const defects = defectsOf(batch, report);
  if (defects.length > 0) return { kind: 'refused', defects };
  const named = new Map(
    report.payments.flatMap(({ transfers }) =>
      transfers.map((each) => [each.endToEndId, each] as const),
    ),
  );
  const general = generalStatement(report);
  const facts = batch.transfers.flatMap((standing) => {
    const own = named.get(standing.endToEndId);
    const statement = own ? ({ ...own, level: 'transfer' } as const) : general;
    if (!statement || !isOfTransfer(statement.status)) return [];
    return [factOf(standing, { ...statement, status: statement.status })];
  });
  return { kind: 'applied', facts };
}

type Statement = Pick<TransferStatusFact, 'reasons' | 'bankReference'> & {
  readonly level: ReportLevel;
  readonly status: PaymentStatus;
};

/** The more special one: of the payment information, else of the message. */
function generalStatement(report: PaymentStatusReport): Statement | undefined {
  const payment = report.payments.find(({ status }) => status !== undefined);
  if (payment?.status !== undefined) {
    return { level: 'payment', status: payment.status, reasons: payment.reasons };
  }
  if (report.groupStatus === undefined) return undefined;
  return { level: 'message', status: report.groupStatus, reasons: report.reasons };
}

function isOfTransfer(status: PaymentStatus): status is TransferStatus {
  return status !== 'PART';
}

function factOf(
  { position, endToEndId, status: before, contradictedBy }: TransferStanding,
  statement: Statement & { readonly status: TransferStatus },
): StatusFact {
  const { level, status: told, reasons, bankReference } = statement;
  const { change, status } = nextStatus(before, told);
  const end = endOf(told);
  // Told again, it asks nothing new of anybody.
  const isKnown = change === 'conflict' && end !== undefined && contradictedBy.includes(end);
  return {
    ...{ position, endToEndId, level, told, status, reasons },
    change: isKnown ? 'repeated' : change,
    ...(before !== undefined && { before }),
    ...(bankReference !== undefined && { bankReference }),
  };
}

function defectsOf(batch: ReportedBatch, report: PaymentStatusReport): readonly Defect[] {
  const known = new Set(batch.transfers.map(({ endToEndId }) => endToEndId));
  const named = report.payments.flatMap(({ transfers }) => transfers);
  const defects = [
    ...report.payments.flatMap((payment) => paymentDefects(batch, payment)),
    ...named.flatMap(({ endToEndId }, index) => transferDefects(known, endToEndId, index)),
    ...repeatedIn(named),
  ];
  return defects.slice(0, DEFECTS_MAX);
}

function paymentDefects({ number }: ReportedBatch, payment: PaymentInformationStatus): Defect[] {
  const { originalPaymentInformationId: id } = payment;
  if (id === number) return [];
  const detail = `The report speaks of payment information ${id}; what was sent has ${number}.`;
  return [{ code: 'payment_information_unknown', at: 'OrgnlPmtInfAndSts/OrgnlPmtInfId', detail }];
}

function transferDefects(
  known: ReadonlySet<string>,
  endToEndId: string | undefined,
  index: number,
): Defect[] {
  const at = `TxInfAndSts[${index + 1}]/OrgnlEndToEndId`;
  if (endToEndId === undefined) {
    const detail = 'A transfer is known by its end-to-end id, and the report names none.';
    return [{ code: 'transfer_not_named', at, detail }];
  }
  if (known.has(endToEndId)) return [];
  const detail = `No transfer of what was sent has the end-to-end id ${endToEndId}.`;
  return [{ code: 'transfer_unknown', at, detail }];
}

function repeatedIn(named: readonly TransferStatusFact[]): Defect[] {
  const seen = new Set<string>();
  return named.flatMap(({ endToEndId = '' }, index) => {
    const isRepeated = seen.has(endToEndId);
    seen.add(endToEndId);
    if (!isRepeated || endToEndId === '') return [];
    const at = `TxInfAndSts[${index + 1}]`;
    const detail = `The report tells two statuses of ${endToEndId}.`;
    return [{ code: 'transfer_told_twice', at, detail }];
  });
}

/** The first say what is wrong; a report of another batch has ten thousand of the same. */
const DEFECTS_MAX = 100;
