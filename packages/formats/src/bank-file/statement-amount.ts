/**
 * Amounts of bank files: decimal text in a currency, exact or refused. Nothing is rounded, and an
 * amount in a currency that ISO 4217 does not know is no money.
 */

import { fromDecimal, parseCurrency, type Money } from '@kontor/kernel';

/** Why a text is no amount, as the code and the sentence of a defect. */
export type AmountFault = { readonly code: string; readonly detail: string };

/** Signed. Reads every decimal of XML Schema (`+1.`, `.5`) whose value is exact in the currency. */
export function statementAmount(
  text: string | undefined,
  currencyCode: string | undefined,
): Money | AmountFault {
  if (text === undefined) return AMOUNT_MISSING;
  const currency = parseCurrency(currencyCode ?? '');
  if (currency === undefined) return unknownCurrency(currencyCode);
  const plain = fromDecimal(text, currency);
  if (plain !== undefined) return plain;
  const match = XML_DECIMAL.exec(text);
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  if (!match || !SOME_DIGIT.test(text)) return fault('amount_malformed', text, 'is not a decimal.');
  const minus = sign === '-' ? '-' : '';
  const exact = fromDecimal(`${minus}${whole || '0'}.${fraction || '0'}`, currency);
  return exact ?? fault('amount_not_exact', text, `is not an exact amount of ${currency}.`);
}

export function isFault(amount: Money | AmountFault): amount is AmountFault {
  return 'code' in amount;
}

function unknownCurrency(code: string | undefined): AmountFault {
  if (code === undefined) return CURRENCY_MISSING;
  return fault('currency_unknown', code, 'is not a currency code of ISO 4217.');
}

function fault(code: string, text: string, why: string): AmountFault {
  return { code, detail: `“${text.slice(0, SHOWN_MAX)}” ${why}` };
}

const AMOUNT_MISSING: AmountFault = { code: 'amount_missing', detail: 'The amount is missing.' };
const CURRENCY_MISSING: AmountFault = {
  code: 'currency_missing',
  detail: 'The amount has no currency.',
};

/** Leading zeros are of no value; eighteen digits are left to the kernel to judge. */
const XML_DECIMAL = /^([+-]?)0*(\d{0,18})(?:\.(\d{0,18})0*)?$/;

const SOME_DIGIT = /\d/;

/** Enough of a wrong amount to find it, however long it is. */
const SHOWN_MAX = 40;
