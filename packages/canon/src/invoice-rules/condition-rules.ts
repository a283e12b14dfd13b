/**
 * Rules about terms that depend on each other: periods, payment accounts, identifiers, due dates.
 */

import { isCreditNote, type InvoicePeriod, type PaymentMeans } from '../invoice.ts';
import { COUNTRY_CODES } from './code-lists/country-codes.ts';
import type { Draft } from './invoice-draft.ts';
import { decimal, ZERO } from './invoice-facts.ts';
import type { InvoiceRule, Report } from './invoice-rule.ts';

export const CONDITION_RULES: readonly InvoiceRule[] = [
  ofInvoicePeriod('BR-29', endsAfterStart),
  ofInvoicePeriod('BR-CO-19', hasAnEnd),
  ofLinePeriods('BR-30', endsAfterStart),
  ofLinePeriods('BR-CO-20', hasAnEnd),
  priceRule('BR-27', 'unitPrice', 'The net price (BT-146)'),
  priceRule('BR-28', 'grossPrice', 'The gross price (BT-148)'),
  ofPaymentMeans('BR-50', ({ account, accountName, bic }, at, report) => {
    const isCreditTransfer =
      account !== undefined || accountName !== undefined || bic !== undefined;
    if (isCreditTransfer && !account) report(`${at}/account`, `${ACCOUNT} is missing.`);
  }),
  ofPaymentMeans('BR-51', ({ cardNumber }, at, report) => {
    if (!cardNumber || cardNumber.replaceAll(' ', '').length <= CARD_CHARACTERS_MAX) return;
    report(`${at}/cardNumber`, 'Only the first six and last four digits of a card may be told.');
  }),
  ofPaymentMeans('BR-61', ({ code, account }, at, report) => {
    if (!CREDIT_TRANSFERS.has(code ?? '') || account) return;
    report(`${at}/account`, `${ACCOUNT} is missing, which means ${code} needs.`);
  }),
  {
    id: 'BR-66',
    check: ({ invoice }, report) => {
      const cards = (invoice.paymentMeans ?? []).filter(({ cardNumber }) => cardNumber);
      if (cards.length > 1) report('/paymentMeans', 'There may be one payment card (BG-18).');
    },
  },
  {
    id: 'BR-67',
    check: ({ invoice }, report) => {
      const mandates = (invoice.paymentMeans ?? []).filter(({ mandate }) => mandate);
      if (mandates.length > 1) report('/paymentMeans', 'There may be one mandate (BG-19).');
    },
  },
  {
    id: 'BR-CO-03',
    check: ({ invoice }, report) => {
      if (!invoice.taxPointDate || !invoice.taxPointCode) return;
      report('/taxPointCode', 'The VAT point is a date (BT-7) or a code (BT-8), not both.');
    },
  },
  {
    id: 'BR-CO-09',
    check: ({ invoice: { seller, buyer, taxRepresentative } }, report) => {
      checkVatPrefix(seller?.vatId, '/seller/vatId', report);
      checkVatPrefix(buyer?.vatId, '/buyer/vatId', report);
      checkVatPrefix(taxRepresentative?.vatId, '/taxRepresentative/vatId', report);
    },
  },
  {
    id: 'BR-CO-25',
    check: ({ invoice: { dueDate, paymentTerms, typeCode }, totals: { payable } }, report) => {
      if (!payable?.gt(ZERO) || dueDate || paymentTerms) return;
      // Of a credit note nothing is due from the buyer; CEN's validator asks it of invoices alone.
      if (typeCode && isCreditNote({ typeCode })) return;
      report('/dueDate', `${payable} are due: a due date (BT-9) or terms (BT-20) are needed.`);
    },
  },
  {
    id: 'BR-CO-26',
    reads: ['seller'],
    check: ({ invoice: { seller } }, report) => {
      if (seller?.vatId || seller?.registration?.value || seller?.identifiers?.length) return;
      report('/seller', 'The seller needs an identifier: BT-29, BT-30 or BT-31.');
    },
  },
];

function endsAfterStart({ from, to }: Draft<InvoicePeriod>, at: string, report: Report): void {
  if (from && to && to < from)
    report(`${at}/to`, `The period ends ${to}, before it began ${from}.`);
}

function hasAnEnd({ from, to }: Draft<InvoicePeriod>, at: string, report: Report): void {
  if (!from && !to) report(at, 'A period needs its first or its last day.');
}

function checkVatPrefix(vatId: string | undefined, at: string, report: Report): void {
  if (vatId === undefined) return;
  const prefix = vatId.slice(0, 2);
  if (COUNTRY_CODES.has(prefix) || VAT_PREFIXES_OF_THEIR_OWN.has(prefix)) return;
  report(at, `A VAT identifier begins with its country (ISO 3166-1, or EL), not with ${prefix}.`);
}

/** A credit is a negative quantity, never a negative price. */
function priceRule(id: string, name: 'unitPrice' | 'grossPrice', term: string): InvoiceRule {
  const check: InvoiceRule['check'] = ({ lines }, report) => {
    for (const { at, line } of lines) {
      if (!decimal(line[name])?.lt(ZERO)) continue;
      report(`${at}/${name}`, `${term} is ${line[name]}, below zero.`);
    }
  };
  return { id, check };
}

type PeriodCheck = (period: Draft<InvoicePeriod>, at: string, report: Report) => void;

function ofInvoicePeriod(id: string, checkOne: PeriodCheck): InvoiceRule {
  const check: InvoiceRule['check'] = ({ invoice }, report) => {
    if (invoice.period) checkOne(invoice.period, '/period', report);
  };
  return { id, check };
}

function ofLinePeriods(id: string, checkOne: PeriodCheck): InvoiceRule {
  const check: InvoiceRule['check'] = ({ lines }, report) => {
    for (const { at, line } of lines) {
      if (line.period) checkOne(line.period, `${at}/period`, report);
    }
  };
  return { id, check };
}

function ofPaymentMeans(
  id: string,
  checkOne: (means: Draft<PaymentMeans>, at: string, report: Report) => void,
): InvoiceRule {
  const check: InvoiceRule['check'] = ({ invoice }, report) => {
    for (const [index, means] of (invoice.paymentMeans ?? []).entries()) {
      checkOne(means, `/paymentMeans/${index}`, report);
    }
  };
  return { id, check };
}

const ACCOUNT = 'The account to pay to (BT-84)';

/** UNTDID 4461: credit transfer, and SEPA credit transfer. */
const CREDIT_TRANSFERS: ReadonlySet<string> = new Set(['30', '58']);

/** PCI DSS 3.4: no more than the first six and the last four digits are shown. */
const CARD_CHARACTERS_MAX = 10;

/** Greece in VAT matters, and Northern Ireland since 2021. */
const VAT_PREFIXES_OF_THEIR_OWN: ReadonlySet<string> = new Set(['EL', 'XI']);
