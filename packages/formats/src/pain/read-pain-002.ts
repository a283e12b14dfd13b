/**
 * Reads pain.002, versions 03 to 14: what a bank says of payments that it was sent. The report is
 * whole or refused with a defect that says where and what; a status that we do not know is never
 * taken for one that we do.
 */

import {
  PAYMENT_STATUSES,
  type PaymentInformationStatus,
  type PaymentStatus,
  type PaymentStatusReason,
  type PaymentStatusReport,
  type TransferStatusFact,
} from '@kontor/canon';
import type { Defect } from '@kontor/kernel';
import { refuse } from '../xml/refuse.ts';
import { XML_LIMITS, type XmlLimits } from '../xml/xml-limits.ts';
import { readPainDocument, type PainSection } from './pain-document.ts';
import { PAIN_002 } from './pain-message.ts';
import { given, optional, required } from './pain-values.ts';

export type StatusReportReading =
  | { readonly kind: 'report'; readonly report: PaymentStatusReport }
  | { readonly kind: 'refused'; readonly defects: readonly Defect[] };

export async function readPain002(
  source: AsyncIterable<Uint8Array>,
  limits: XmlLimits = XML_LIMITS,
): Promise<StatusReportReading> {
  const reading = startReading();
  const defect = await readPainDocument(source, { message: PAIN_002, tell: reading.tell, limits });
  if (defect) return { kind: 'refused', defects: [defect] };
  const { header, original } = reading;
  if (header === undefined) return refusedFor('GrpHdr');
  if (original === undefined) return refusedFor('OrgnlGrpInfAndSts');
  const report = { ...header, ...original, payments: reading.payments };
  return { kind: 'report', report };
}

type Header = Pick<PaymentStatusReport, 'messageId' | 'createdAt'>;
type Original = Pick<PaymentStatusReport, 'originalMessageId' | 'groupStatus' | 'reasons'>;

type Reading = {
  header?: Header;
  original?: Original;
  readonly payments: PaymentInformationStatus[];
  readonly tell: (section: PainSection, outer: PainSection | undefined) => void;
};

function startReading(): Reading {
  // Inner sections close before the ones around them, and wait here for them.
  let groupReasons: PaymentStatusReason[] = [];
  let paymentReasons: PaymentStatusReason[] = [];
  let transferReasons: PaymentStatusReason[] = [];
  let transfers: TransferStatusFact[] = [];
  let transferCount = 0;
  const reading: Reading = {
    payments: [],
    tell(section, outer) {
      switch (section.path) {
        case 'GrpHdr':
          reading.header = toHeader(section);
          return;
        case 'OrgnlGrpInfAndSts/StsRsnInf':
          return void groupReasons.push(toReason(section));
        case 'OrgnlGrpInfAndSts':
          reading.original = toOriginal(section, groupReasons);
          groupReasons = [];
          return;
        case 'OrgnlPmtInfAndSts/StsRsnInf':
          return void paymentReasons.push(toReason(section));
        case 'OrgnlPmtInfAndSts/TxInfAndSts/StsRsnInf':
          return void transferReasons.push(toReason(section));
        case 'OrgnlPmtInfAndSts/TxInfAndSts': {
          if (++transferCount > TRANSFERS_MAX) {
            const detail = `A report has at most ${TRANSFERS_MAX} transfers: split it.`;
            refuse({ code: 'too_many_transfers', at: section.at, detail });
          }
          const above = outer && optional(outer, 'PmtInfSts');
          transfers.push(toTransfer(section, { reasons: transferReasons, above }));
          transferReasons = [];
          return;
        }
        default:
          reading.payments.push(toPayment(section, { reasons: paymentReasons, transfers }));
          paymentReasons = [];
          transfers = [];
      }
    },
  };
  return reading;
}

function toHeader(section: PainSection): Header {
  return { messageId: required(section, 'MsgId'), createdAt: required(section, 'CreDtTm') };
}

function toOriginal(section: PainSection, reasons: readonly PaymentStatusReason[]): Original {
  const name = required(section, 'OrgnlMsgNmId');
  if (!ABOUT_CREDIT_TRANSFERS.test(name)) {
    const detail = `It is about ${name.slice(0, 35)}: a report about pain.001 is wanted.`;
    refuse({ code: 'original_message_unsupported', at: section.at, detail });
  }
  const groupStatus = statusIn(section, 'GrpSts');
  return {
    originalMessageId: required(section, 'OrgnlMsgId'),
    ...(groupStatus && { groupStatus }),
    reasons,
  };
}

function toPayment(
  section: PainSection,
  told: Pick<PaymentInformationStatus, 'reasons' | 'transfers'>,
): PaymentInformationStatus {
  const status = statusIn(section, 'PmtInfSts');
  const { reasons, transfers } = told;
  return {
    originalPaymentInformationId: required(section, 'OrgnlPmtInfId'),
    ...(status && { status }),
    reasons,
    transfers,
  };
}

/** A transfer without a status has the one of its payment information, as that says. */
function toTransfer(
  section: PainSection,
  {
    reasons,
    above,
  }: { readonly reasons: readonly PaymentStatusReason[]; readonly above?: string | undefined },
): TransferStatusFact {
  const status = statusIn(section, 'TxSts') ?? statusNamed(above ?? '', section.at);
  if (status === undefined || status === 'PART') {
    const detail = 'There is no TxSts, and PmtInfSts does not say it for all.';
    refuse({ code: 'status_missing', at: section.at, detail });
  }
  return {
    ...given('endToEndId', optional(section, 'OrgnlEndToEndId')),
    ...given('instructionId', optional(section, 'OrgnlInstrId')),
    ...given('uetr', optional(section, 'OrgnlUETR')),
    status,
    reasons,
    ...given('bankReference', optional(section, 'AcctSvcrRef')),
  };
}

function toReason(section: PainSection): PaymentStatusReason {
  const code = optional(section, 'Rsn/Cd', 'Rsn/Prtry')?.slice(0, REASON_CODE_MAX);
  const text = section.all('AddtlInf').join(' ').slice(0, REASON_TEXT_MAX);
  return { ...given('code', code), ...(text !== '' && { text }) };
}

function statusIn(section: PainSection, field: string): PaymentStatus | undefined {
  return statusNamed(optional(section, field) ?? '', section.at);
}

/** Undefined when nothing was told; what is told has to be known. */
function statusNamed(text: string, at: string): PaymentStatus | undefined {
  if (text === '') return undefined;
  if (Object.hasOwn(PAYMENT_STATUSES, text)) return text as PaymentStatus;
  const name = text.slice(0, REASON_CODE_MAX);
  const detail = VERIFICATION_OF_PAYEE.test(text)
    ? `${name} is the result of a verification of payee, and no status of a payment.`
    : `“${name}” is no status of a payment: send a code of ExternalPaymentTransactionStatus1Code.`;
  return refuse({ code: 'status_unknown', at, detail });
}

function refusedFor(element: string): StatusReportReading {
  const at = 'Document/CstmrPmtStsRpt';
  const detail = `There is no ${element}: it has to be told.`;
  return { kind: 'refused', defects: [{ code: 'element_missing', at, detail }] };
}

/** `pain.001`, `pain.001.001.09`, and what programs make of it: `pain.001.001.09.xml`. */
const ABOUT_CREDIT_TRANSFERS = /^pain\.?001/i;

/** Match, close match, no match, not applicable: of a transfer and of the message. */
const VERIFICATION_OF_PAYEE = /^(?:RCVC|RVMC|RVNM|RVNA|RVCM)$/;

/** Ten files of the most that a batch may hold. */
const TRANSFERS_MAX = 100_000;

/** As the canon has them. */
const REASON_CODE_MAX = 35;
const REASON_TEXT_MAX = 2_000;
