/** Lines of an invoice: what the group sells, at prices and tax rates of its legal entity. */

import type { InvoiceLine } from '@kontor/canon';
import { minorDigits, money, toDecimal, type CurrencyCode, type Random } from '@kontor/kernel';
import type { SandboxTaxCode } from '@kontor/sandbox';
import { hasLuck, pick, pickWeighted, wholeBetween } from './draw.ts';
import { lineNet } from './exact-share.ts';
import type { InvoiceOrder } from './make-invoice.ts';

export function makeLines(
  { entity, taxCodes, isCreditNote }: InvoiceOrder,
  currency: CurrencyCode,
  random: Random,
): readonly InvoiceLine[] {
  const count = isCreditNote ? 1 : pickWeighted(LINE_COUNTS, random);
  const rates = ratesOf(entity.code, taxCodes, random);
  return Array.from({ length: count }, (_, index) => {
    const [name, account] = pick(GOODS, random);
    const quantity = isCreditNote ? '1' : pick(QUANTITIES, random);
    const cents = wholeBetween(isCreditNote ? CREDIT_CENTS : PRICE_CENTS, random);
    const price = hasLuck(FINE_PRICE_SHARE, random) ? BigInt(cents) * 100n + 25n : undefined;
    const unitPrice =
      price === undefined ? toDecimal(money(BigInt(cents), currency)) : fourDecimals(price);
    const tax = pickWeighted(rates, random);
    const minor = lineNet({ quantity, unitPrice }, minorDigits(currency));
    return {
      id: String(index + 1),
      quantity,
      unit: name.endsWith('hours') ? 'HUR' : 'C62',
      netAmount: toDecimal(money(minor, currency)),
      unitPrice,
      taxCategory: tax.category,
      ...(tax.category !== OUT_OF_SCOPE && { taxRate: tax.rate }),
      name,
      ...(hasLuck(NAMED_ACCOUNT_SHARE, random) && { revenueAccount: account }),
    };
  });
}

/** Codes that one document may mix. What is out of scope of the tax stands alone (BR-O-11). */
function ratesOf(
  legalEntity: string,
  taxCodes: readonly SandboxTaxCode[],
  random: Random,
): readonly (readonly [SandboxTaxCode, number])[] {
  const own = taxCodes.filter((code) => code.legalEntity === legalEntity);
  const outOfScope = own.filter(({ category }) => category === OUT_OF_SCOPE);
  if (outOfScope.length > 0 && hasLuck(OUT_OF_SCOPE_SHARE, random)) {
    return outOfScope.map((code) => [code, 1] as const);
  }
  return own.flatMap((code) => {
    const weight = MIXABLE_CATEGORIES.get(code.category);
    return weight === undefined ? [] : [[code, weight] as const];
  });
}

function fourDecimals(tenThousandths: bigint): string {
  const digits = tenThousandths.toString().padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

const OUT_OF_SCOPE = 'O';

const NAMED_ACCOUNT_SHARE = 0.3;
const OUT_OF_SCOPE_SHARE = 0.1;

/** A price with four decimals now and then: amounts of lines have to be rounded. */
const FINE_PRICE_SHARE = 0.15;

const PRICE_CENTS = { from: 450, to: 180_000 };

/** Below every limit above which credit notes need a second person. */
const CREDIT_CENTS = { from: 500, to: 20_000 };

const LINE_COUNTS: readonly (readonly [number, number])[] = [
  [1, 50],
  [2, 20],
  [3, 15],
  [5, 10],
  [12, 5],
];

const QUANTITIES = ['1', '1', '2', '3', '4', '10', '12', '2.5', '0.75'];

/** How often a line has a category; the others need facts that this scenario does not tell. */
const MIXABLE_CATEGORIES: ReadonlyMap<string, number> = new Map([
  ['S', 10],
  ['Z', 2],
  ['E', 1],
]);

const GOODS: readonly (readonly [name: string, account: string])[] = [
  ['Pressure gauge 0–16 bar', '400000'],
  ['Thermocouple, type K', '400000'],
  ['Flow meter DN 50', '400000'],
  ['Calibration, hours', '401000'],
  ['Commissioning on site, hours', '401000'],
  ['Analysis software, yearly licence', '402000'],
  ['Spare seals & O-rings', '400000'],
  ['Shelf stock <B-ware>', '400000'],
];
