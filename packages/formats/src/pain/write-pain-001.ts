/**
 * Writes a batch of payments as pain.001.001.09: SEPA credit transfers, charges shared as SEPA has
 * them (SLEV), in one payment information. The same input gives the same bytes.
 *
 * It writes what it is given, in the characters of SEPA: Latin letters are spelt out, anything that
 * cannot be said in them is refused, as is every amount and length that SEPA does not transmit.
 */

import type { PaymentBatchSending, PaymentCreditor, PaymentDebtor } from '@kontor/canon';
import { currency, sum, toDecimal, type Defect } from '@kontor/kernel';
import { group, leaf, type XmlText } from '../xml/xml-element.ts';
import { toSepaBatch, type SepaBatch, type SepaTransfer } from './to-sepa-batch.ts';

export type PainWriting =
  | { readonly kind: 'written'; readonly text: string }
  | { readonly kind: 'refused'; readonly defects: readonly Defect[] };

export function writePain001(sending: PaymentBatchSending): PainWriting {
  const { batch, defects } = toSepaBatch(sending);
  if (defects.length > 0) return { kind: 'refused', defects };
  const totals = toTotals(batch);
  const body = group(
    'CstmrCdtTrfInitn',
    group(
      'GrpHdr',
      leaf('MsgId', sending.messageId),
      leaf('CreDtTm', sending.createdAt ?? `${sending.executionDay}T00:00:00Z`),
      totals,
      group('InitgPty', leaf('Nm', batch.debtor.name)),
    ),
    paymentInformation(batch, totals),
  );
  const namespace = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${namespace}">${body}</Document>\n`;
  return { kind: 'written', text };
}

/** [NbOfTxs, CtrlSum]: the same for the message and its only payment information. */
function toTotals({ transfers }: SepaBatch): XmlText {
  const amounts = transfers.map(({ amount }) => amount);
  const total = toDecimal(sum(amounts, currency('EUR')));
  return leaf('NbOfTxs', String(transfers.length)) + leaf('CtrlSum', total);
}

function paymentInformation(batch: SepaBatch, totals: XmlText): XmlText {
  return group(
    'PmtInf',
    leaf('PmtInfId', batch.number),
    leaf('PmtMtd', 'TRF'),
    totals,
    group('PmtTpInf', group('SvcLvl', leaf('Cd', 'SEPA'))),
    group('ReqdExctnDt', leaf('Dt', batch.executionDay)),
    group('Dbtr', leaf('Nm', batch.debtor.name)),
    account('DbtrAcct', batch.debtor),
    // The schema demands a bank; that inside SEPA the IBAN names it is said like this.
    agent('DbtrAgt', batch.debtor) || group('DbtrAgt', group('FinInstnId', NOT_PROVIDED)),
    leaf('ChrgBr', 'SLEV'),
    batch.transfers.map(toTransferElement).join(''),
  );
}

function toTransferElement(transfer: SepaTransfer): XmlText {
  const { endToEndId, amount, creditor, purpose, remittance, creditorReference } = transfer;
  return group(
    'CdtTrfTxInf',
    group('PmtId', leaf('EndToEndId', endToEndId)),
    group('Amt', leaf('InstdAmt', toDecimal(amount), { Ccy: amount.currency })),
    agent('CdtrAgt', creditor),
    group('Cdtr', leaf('Nm', creditor.name), group('PstlAdr', leaf('Ctry', creditor.country))),
    account('CdtrAcct', creditor),
    group('Purp', leaf('Cd', purpose)),
    group('RmtInf', leaf('Ustrd', remittance), structured(creditorReference)),
  );
}

function account(name: string, { iban }: PaymentDebtor | PaymentCreditor): XmlText {
  return group(name, group('Id', leaf('IBAN', iban)));
}

function agent(name: string, { bic }: PaymentDebtor | PaymentCreditor): XmlText {
  return group(name, group('FinInstnId', leaf('BICFI', bic)));
}

/** [Strd/CdtrRefInf] of ISO 11649. */
function structured(reference: string | undefined): XmlText {
  if (reference === undefined) return '';
  const type = group('Tp', group('CdOrPrtry', leaf('Cd', 'SCOR')), leaf('Issr', 'ISO'));
  return group('Strd', group('CdtrRefInf', type, leaf('Ref', reference)));
}

const NOT_PROVIDED = group('Othr', leaf('Id', 'NOTPROVIDED'));
