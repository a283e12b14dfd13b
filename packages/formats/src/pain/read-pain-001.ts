/**
 * Reads pain.001, versions 03 to 12: the payments that a company orders, as its bank reads them.
 * A message is whole or refused: what its counts and sums say has to be what it holds, to the cent.
 *
 * Only transfers from IBAN to IBAN in one currency are read; cheques and other accounts are refused
 * by what they are.
 */

import type { PaymentBatch, PaymentCreditor, PaymentTransfer } from '@kontor/canon';
import { parseBankingDay, toDecimal, type Defect } from '@kontor/kernel';
import { isFault, statementAmount } from '../bank-file/statement-amount.ts';
import { defectOfRefusal, refuse } from '../xml/refuse.ts';
import { XML_LIMITS, type XmlLimits } from '../xml/xml-limits.ts';
import { readPainDocument, type PainSection } from './pain-document.ts';
import { PAIN_001 } from './pain-message.ts';
import { given, optional, required } from './pain-values.ts';

export type PaymentInitiation = {
  /** [GrpHdr/MsgId] */
  readonly messageId: string;
  /** [GrpHdr/CreDtTm], as it was written */
  readonly createdAt: string;
  /** [PmtInf]: what was ordered from one account for one day; `number` is its PmtInfId. */
  readonly payments: readonly OrderedPayments[];
};

/** A batch as the bank reads it: a bank does not know what we call our companies. */
export type OrderedPayments = Omit<PaymentBatch, 'legalEntity' | 'controlSum'>;

export type InitiationReading =
  | { readonly kind: 'initiation'; readonly initiation: PaymentInitiation }
  | { readonly kind: 'refused'; readonly defects: readonly Defect[] };

export async function readPain001(
  source: AsyncIterable<Uint8Array>,
  limits: XmlLimits = XML_LIMITS,
): Promise<InitiationReading> {
  const payments: OrderedPayments[] = [];
  let header: PainSection | undefined;
  let transfers: ReadTransfer[] = [];
  const total: Total = { count: 0, units: 0n };
  const tell = (section: PainSection) => {
    if (section.path === 'GrpHdr') header = section;
    else if (section.path === 'PmtInf/CdtTrfTxInf') {
      transfers.push(toTransfer(section));
      if (transfers.length + total.count > TRANSFERS_MAX) tooMany(section);
    } else {
      const own = totalOf(transfers);
      checkTotals(section, own);
      total.count += own.count;
      total.units += own.units;
      payments.push(toPayments(section, transfers));
      transfers = [];
    }
  };
  const defect =
    (await readPainDocument(source, { message: PAIN_001, tell, limits })) ??
    defectIn(header, { total, payments: payments.length });
  if (defect || header === undefined) return { kind: 'refused', defects: [defect ?? NO_HEADER] };
  const [messageId, createdAt] = [required(header, 'MsgId'), required(header, 'CreDtTm')];
  return { kind: 'initiation', initiation: { messageId, createdAt, payments } };
}

/** What can only be said when the whole message was read. */
function defectIn(
  header: PainSection | undefined,
  { total, payments }: { readonly total: Total; readonly payments: number },
): Defect | undefined {
  if (header === undefined) return NO_HEADER;
  try {
    required(header, 'MsgId');
    required(header, 'CreDtTm');
    required(header, 'NbOfTxs');
    checkTotals(header, total);
  } catch (thrown) {
    return defectOfRefusal(thrown);
  }
  return payments === 0 ? NO_PAYMENT : undefined;
}

type ReadTransfer = {
  readonly transfer: PaymentTransfer;
  readonly currency: string;
  readonly at: string;
};

function toTransfer(section: PainSection): ReadTransfer {
  const decimal = required(section, 'Amt/InstdAmt');
  const currency = required(section, 'Amt/InstdAmt/@Ccy');
  const amount = statementAmount(decimal, currency);
  if (isFault(amount)) refuse({ ...amount, at: section.at });
  const remittance = section.all('RmtInf/Ustrd').join(' ');
  const reference = optional(section, 'RmtInf/Strd/CdtrRefInf/Ref');
  const transfer: PaymentTransfer = {
    endToEndId: required(section, 'PmtId/EndToEndId'),
    amount: toDecimal(amount),
    creditor: toCreditor(section),
    ...(remittance !== '' && { remittance: remittance.slice(0, REMITTANCE_MAX) }),
    ...given('creditorReference', reference),
    ...given('purpose', optional(section, 'Purp/Cd')),
  };
  return { transfer, currency, at: section.at };
}

function toCreditor(section: PainSection): PaymentCreditor {
  return {
    name: required(section, 'Cdtr/Nm'),
    iban: ibanIn(section, 'CdtrAcct'),
    ...given('bic', optional(section, 'CdtrAgt/FinInstnId/BICFI', 'CdtrAgt/FinInstnId/BIC')),
    ...given('country', optional(section, 'Cdtr/PstlAdr/Ctry')),
  };
}

function toPayments(section: PainSection, told: readonly ReadTransfer[]): OrderedPayments {
  const method = required(section, 'PmtMtd');
  if (method === 'CHK') {
    refuse({ code: 'payment_method_unsupported', at: section.at, detail: 'It orders cheques.' });
  }
  const [first] = told;
  if (first === undefined) {
    return refuse({ code: 'no_transfers', at: section.at, detail: 'It orders no transfer.' });
  }
  const other = told.find(({ currency }) => currency !== first.currency);
  if (other) {
    const detail = `There are ${first.currency} and ${other.currency}: send one PmtInf for each.`;
    refuse({ code: 'currency_mixed', at: other.at, detail });
  }
  return {
    number: required(section, 'PmtInfId'),
    debtor: {
      name: required(section, 'Dbtr/Nm'),
      iban: ibanIn(section, 'DbtrAcct'),
      ...given('bic', optional(section, 'DbtrAgt/FinInstnId/BICFI', 'DbtrAgt/FinInstnId/BIC')),
    },
    executionDay: executionDayIn(section),
    currency: first.currency,
    transfers: told.map(({ transfer }) => transfer),
  };
}

function ibanIn(section: PainSection, account: 'DbtrAcct' | 'CdtrAcct'): string {
  const iban = optional(section, `${account}/Id/IBAN`)?.replaceAll(' ', '');
  if (iban !== undefined) return iban;
  const detail = `${account} has no IBAN: transfers from IBAN to IBAN are read.`;
  return refuse({ code: 'iban_missing', at: section.at, detail });
}

/** A date below version 08, a choice of day and moment since. */
function executionDayIn(section: PainSection): string {
  const fields = ['ReqdExctnDt/Dt', 'ReqdExctnDt/DtTm', 'ReqdExctnDt'];
  const text = required(section, ...fields).slice(0, DAY_CHARACTERS);
  if (parseBankingDay(text) !== undefined) return text;
  const detail = `“${text}” is not a day of the calendar.`;
  return refuse({ code: 'day_unknown', at: section.at, detail });
}

/** `units`: amounts added up whatever their currency, as CtrlSum is defined. */
type Total = { count: number; units: bigint };

function totalOf(transfers: readonly ReadTransfer[]): Total {
  const units = transfers.reduce((sum, { transfer }) => sum + (unitsOf(transfer.amount) ?? 0n), 0n);
  return { count: transfers.length, units };
}

function checkTotals(section: PainSection, total: Total): void {
  const count = optional(section, 'NbOfTxs');
  if (count !== undefined && !(COUNT.test(count) && BigInt(count) === BigInt(total.count))) {
    const detail = `NbOfTxs says ${count.slice(0, 20)}, and there are ${total.count}.`;
    refuse({ code: 'transfer_count_differs', at: section.at, detail });
  }
  const told = optional(section, 'CtrlSum');
  if (told !== undefined && unitsOf(told) !== total.units) {
    const detail = `CtrlSum says ${told.slice(0, 40)}, and the transfers add up to another sum.`;
    refuse({ code: 'control_sum_differs', at: section.at, detail });
  }
}

/** Exact, in units of the last of the decimals that xs:decimal of ISO 20022 may have. */
function unitsOf(decimal: string): bigint | undefined {
  const [, whole, fraction = ''] = DECIMAL.exec(decimal) ?? [];
  if (whole === undefined) return undefined;
  return BigInt(whole + fraction.padEnd(FRACTION_DIGITS, '0'));
}

function tooMany({ at }: PainSection): never {
  const detail = `A message has at most ${TRANSFERS_MAX} transfers: split it.`;
  return refuse({ code: 'too_many_transfers', at, detail });
}

const COUNT = /^\d{1,15}$/;
const FRACTION_DIGITS = 17;
const DECIMAL = /^\+?(\d{1,18})(?:\.(\d{0,17}))?$/;
const DAY_CHARACTERS = 10;

/** As the canon has it. */
const REMITTANCE_MAX = 140;

/** Ten files of the most that a batch may hold. */
const TRANSFERS_MAX = 100_000;

const NO_HEADER: Defect = {
  code: 'element_missing',
  at: 'Document/CstmrCdtTrfInitn',
  detail: 'There is no GrpHdr: it has to be told.',
};
const NO_PAYMENT: Defect = { ...NO_HEADER, detail: 'There is no PmtInf: it has to be told.' };
