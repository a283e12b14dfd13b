/** An amount as people write it: `1250.00`, `1 250,00`, `1.250,00 EUR`, `€ 1,250`. */

import { parseCurrency } from '@kontor/kernel';

export type TypedAmount = {
  /** `1250.00`; without a sign, because nobody types it. */
  readonly decimal: string;
  readonly currency?: string;
};

/** Undefined when the text is no amount. */
export function readAmount(text: string): TypedAmount | undefined {
  const [, before, figure, after] = AMOUNT.exec(text.trim()) ?? [];
  if (figure === undefined || (before && after)) return undefined;
  const decimal = toDecimalText(figure.replaceAll(/[\s'’]/g, ''));
  if (decimal === undefined) return undefined;
  const named = (before || after || '').toUpperCase();
  if (named === '') return { decimal };
  const currency = parseCurrency(SIGNS[named] ?? named);
  return currency && { decimal, currency };
}

/**
 * The last of two different separators is the decimal one. A single separator with exactly three
 * digits behind it groups thousands, as in `1.250`; with one or two it is the decimal one.
 */
function toDecimalText(figure: string): string | undefined {
  const last = Math.max(figure.lastIndexOf('.'), figure.lastIndexOf(','));
  if (last === -1) return figure;
  const mark = figure.charAt(last);
  const isMixed = figure.includes('.') && figure.includes(',');
  const isRepeated = figure.indexOf(mark) !== last;
  const digitsBehind = figure.length - last - 1;
  if (isMixed && isRepeated) return undefined;
  if (!isMixed && (isRepeated || digitsBehind === 3)) return figure.replaceAll(mark, '');
  const whole = figure.slice(0, last).replaceAll(/[.,]/g, '');
  return `${whole}.${figure.slice(last + 1)}`;
}

const AMOUNT = /^-?\s*([A-Za-z]{3}|[€$£])?\s*(\d[\d\s'’.,]{0,30})\s*([A-Za-z]{3}|[€$£])?$/;
const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP' };
