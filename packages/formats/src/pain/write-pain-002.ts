/**
 * Writes a payment status report as pain.002.001.10: what banks send. It writes what it is given,
 * and `readPain002` reads the same back.
 */

import type {
  PaymentInformationStatus,
  PaymentStatusReason,
  PaymentStatusReport,
  TransferStatusFact,
} from '@kontor/canon';
import { group, leaf, type XmlText } from '../xml/xml-element.ts';

export function writePain002(report: PaymentStatusReport): string {
  const body = group(
    'CstmrPmtStsRpt',
    group('GrpHdr', leaf('MsgId', report.messageId), leaf('CreDtTm', report.createdAt)),
    group(
      'OrgnlGrpInfAndSts',
      leaf('OrgnlMsgId', report.originalMessageId),
      leaf('OrgnlMsgNmId', 'pain.001.001.09'),
      leaf('GrpSts', report.groupStatus),
      reasonElements(report.reasons),
    ),
    report.payments.map(paymentElement).join(''),
  );
  const namespace = 'urn:iso:std:iso:20022:tech:xsd:pain.002.001.10';
  const document = `<Document xmlns="${namespace}">${body}</Document>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${document}\n`;
}

function paymentElement(payment: PaymentInformationStatus): XmlText {
  return group(
    'OrgnlPmtInfAndSts',
    leaf('OrgnlPmtInfId', payment.originalPaymentInformationId),
    leaf('PmtInfSts', payment.status),
    reasonElements(payment.reasons),
    payment.transfers.map(transferElement).join(''),
  );
}

function transferElement(transfer: TransferStatusFact): XmlText {
  return group(
    'TxInfAndSts',
    leaf('OrgnlInstrId', transfer.instructionId),
    leaf('OrgnlEndToEndId', transfer.endToEndId),
    leaf('OrgnlUETR', transfer.uetr),
    leaf('TxSts', transfer.status),
    reasonElements(transfer.reasons),
    leaf('AcctSvcrRef', transfer.bankReference),
  );
}

function reasonElements(reasons: readonly PaymentStatusReason[]): XmlText {
  return reasons
    .map(({ code, text }) =>
      group('StsRsnInf', group('Rsn', leaf(codeElement(code), code)), textElements(text)),
    )
    .join('');
}

/** [ExternalStatusReason1Code] has one to four characters; what is longer is the bank's own. */
function codeElement(code: string | undefined): 'Cd' | 'Prtry' {
  return code !== undefined && code.length > CODE_CHARACTERS_MAX ? 'Prtry' : 'Cd';
}

/** [Max105Text], cut between words, so that the lines joined by a space are the text again. */
function textElements(text: string | undefined): XmlText {
  const lines: string[] = [];
  for (const word of (text ?? '').split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > LINE_CHARACTERS_MAX) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line) => leaf('AddtlInf', line)).join('');
}

const CODE_CHARACTERS_MAX = 4;
const LINE_CHARACTERS_MAX = 105;
