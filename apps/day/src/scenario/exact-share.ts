/**
 * Percentages and products of invoices, exact until the one rounding that EN 16931 has: half up.
 */

/** `share` of an amount in minor units; `percent` is decimal text such as `8.875`. Not negative. */
export function percentOf(minor: bigint, percent: string): bigint {
  const { digits, scale } = scaled(percent);
  return halfUp(minor * digits, 100n * scale);
}

/** Quantity times unit price, in the currency's minor units. */
export function lineNet(
  { quantity, unitPrice }: { readonly quantity: string; readonly unitPrice: string },
  minorDigits: number,
): bigint {
  const count = scaled(quantity);
  const price = scaled(unitPrice);
  const product = count.digits * price.digits * 10n ** BigInt(minorDigits);
  return halfUp(product, count.scale * price.scale);
}

/** Decimal text as whole digits and the power of ten that they are too large by. */
function scaled(decimal: string): { readonly digits: bigint; readonly scale: bigint } {
  const [whole = '', fraction = ''] = decimal.split('.');
  return { digits: BigInt(whole + fraction), scale: 10n ** BigInt(fraction.length) };
}

function halfUp(numerator: bigint, denominator: bigint): bigint {
  return (numerator * 2n + denominator) / (denominator * 2n);
}
