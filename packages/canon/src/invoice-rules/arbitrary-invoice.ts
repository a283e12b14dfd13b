/**
 * Generated invoices that are right to the cent, for tests: every VAT category, currencies of no,
 * two and three decimals, allowances and charges in both places, prices per hundred, prepayments.
 *
 * The amounts are computed with whole numbers, in another way than the rules compute them.
 */

import { currency, minorDigits, toDecimal, type CurrencyCode } from '@kontor/kernel';
import fc from 'fast-check';
import type { AllowanceCharge, Invoice, InvoiceLine, TaxBreakdown } from '../invoice.ts';

export function arbitraryInvoice(): fc.Arbitrary<Invoice> {
  return fc
    .record({
      code: fc.constantFrom('EUR', 'EUR', 'USD', 'JPY', 'KWD').map(currency),
      vats: fc.constantFrom(...VAT_MIXTURES),
    })
    .chain(({ code, vats }) =>
      fc
        .record({
          lines: fc.array(arbitraryLine(vats), { minLength: 1, maxLength: 6 }),
          adjustments: fc.array(arbitraryAdjustment(vats), { maxLength: 3 }),
          prepaid: fc.option(fc.bigInt({ min: 0n, max: 99_999n }), { nil: undefined }),
          rounding: fc.option(fc.bigInt({ min: -5n, max: 5n }), { nil: undefined }),
          typeCode: fc.constantFrom('380', '380', '381', '384'),
        })
        .map((drawn) => assembled(code, drawn)),
    );
}

type Vat = { readonly category: string; readonly rate?: string; readonly reason?: string };

type DrawnLine = {
  readonly vat: Vat;
  readonly thousandths: bigint;
  readonly price: bigint;
  readonly base: bigint;
  readonly adjustments: readonly DrawnAdjustment[];
};

type DrawnAdjustment = { readonly vat: Vat; readonly isCharge: boolean; readonly minor: bigint };

type Drawn = {
  readonly lines: readonly DrawnLine[];
  readonly adjustments: readonly DrawnAdjustment[];
  readonly prepaid: bigint | undefined;
  readonly rounding: bigint | undefined;
  readonly typeCode: string;
};

function arbitraryLine(vats: readonly Vat[]): fc.Arbitrary<DrawnLine> {
  return fc.record({
    vat: fc.constantFrom(...vats),
    thousandths: fc.bigInt({ min: -50_000n, max: 5_000_000n }),
    price: fc.bigInt({ min: 0n, max: 99_999_999n }),
    base: fc.constantFrom(1n, 1n, 10n, 100n, 7n),
    adjustments: fc.array(arbitraryAdjustment(vats), { maxLength: 2 }),
  });
}

function arbitraryAdjustment(vats: readonly Vat[]): fc.Arbitrary<DrawnAdjustment> {
  return fc.record({
    vat: fc.constantFrom(...vats),
    isCharge: fc.boolean(),
    minor: fc.bigInt({ min: 0n, max: 50_000n }),
  });
}

function assembled(code: CurrencyCode, { lines, adjustments, ...drawn }: Drawn): Invoice {
  const text = (minor: bigint) => toDecimal({ minor, currency: code });
  const sums = { net: 0n, allowances: 0n, charges: 0n };
  const taxable = new Map<string, { readonly vat: Vat; minor: bigint }>();
  const tax = (vat: Vat, minor: bigint) => {
    const key = `${vat.category} ${vat.rate}`;
    const sum = taxable.get(key);
    if (sum) sum.minor += minor;
    else taxable.set(key, { vat, minor });
  };
  const invoiceLines = lines.map((line, index): InvoiceLine => {
    const minor = netOf(line, minorDigits(code));
    sums.net += minor;
    tax(line.vat, minor);
    return lineOf(line, { id: `${index + 1}`, net: text(minor), text });
  });
  for (const { vat, isCharge, minor } of adjustments) {
    sums[isCharge ? 'charges' : 'allowances'] += minor;
    tax(vat, isCharge ? minor : -minor);
  }
  const taxBreakdown = [...taxable.values()].map(({ vat, minor }) => breakdownOf(vat, minor, text));
  const vatSum = [...taxable.values()].reduce((sum, { vat, minor }) => sum + taxOf(vat, minor), 0n);
  const net = sums.net - sums.allowances + sums.charges;
  const gross = net + vatSum;
  const payable = gross - (drawn.prepaid ?? 0n) + (drawn.rounding ?? 0n);
  return {
    ...HEAD,
    typeCode: drawn.typeCode,
    currency: code,
    ...partiesFor(taxBreakdown),
    lines: invoiceLines,
    ...(adjustments.length > 0 && {
      allowancesCharges: adjustments.map((item) => ({
        ...adjustmentOf(item, text),
        taxCategory: item.vat.category,
        ...(item.vat.rate !== undefined && { taxRate: item.vat.rate }),
      })),
    }),
    taxBreakdown,
    totals: {
      lineNet: text(sums.net),
      ...(adjustments.length > 0 && {
        allowances: text(sums.allowances),
        charges: text(sums.charges),
      }),
      net: text(net),
      tax: text(vatSum),
      gross: text(gross),
      ...(drawn.prepaid !== undefined && { prepaid: text(drawn.prepaid) }),
      ...(drawn.rounding !== undefined && { rounding: text(drawn.rounding) }),
      payable: text(payable),
    },
  };
}

/** Quantity in thousandths, price in ten-thousandths of the major unit. */
function netOf({ thousandths, price, base, adjustments }: DrawnLine, digits: number): bigint {
  const scale = 10n ** BigInt(7 - digits) * base;
  let net = dividedHalfUp(thousandths * price, scale);
  for (const { isCharge, minor } of adjustments) net += isCharge ? minor : -minor;
  return net;
}

function taxOf({ rate = '0' }: Vat, minor: bigint): bigint {
  const [whole = '0', fraction = ''] = rate.split('.');
  return dividedHalfUp(minor * BigInt(whole + fraction.padEnd(2, '0')), 10_000n);
}

/** A half goes away from zero. */
function dividedHalfUp(dividend: bigint, divisor: bigint): bigint {
  const magnitude = dividend < 0n ? -dividend : dividend;
  const quotient = (2n * magnitude + divisor) / (2n * divisor);
  return dividend < 0n ? -quotient : quotient;
}

type Texts = {
  readonly id: string;
  readonly net: string;
  readonly text: (minor: bigint) => string;
};

function lineOf(line: DrawnLine, { id, net, text }: Texts): InvoiceLine {
  return {
    id,
    quantity: scaled(line.thousandths, 3),
    unit: 'C62',
    netAmount: net,
    ...(line.adjustments.length > 0 && {
      allowancesCharges: line.adjustments.map((item) => adjustmentOf(item, text)),
    }),
    unitPrice: scaled(line.price, 4),
    ...(line.base !== 1n && { priceBaseQuantity: `${line.base}`, priceBaseUnit: 'C62' }),
    taxCategory: line.vat.category,
    ...(line.vat.rate !== undefined && { taxRate: line.vat.rate }),
    name: `Item ${id}`,
  };
}

function adjustmentOf(
  { isCharge, minor }: DrawnAdjustment,
  text: (minor: bigint) => string,
): AllowanceCharge {
  return {
    kind: isCharge ? 'charge' : 'allowance',
    amount: text(minor),
    reason: isCharge ? 'Freight' : 'Discount',
  };
}

function breakdownOf(vat: Vat, minor: bigint, text: (minor: bigint) => string): TaxBreakdown {
  return {
    category: vat.category,
    ...(vat.rate !== undefined && { rate: vat.rate }),
    taxableAmount: text(minor),
    taxAmount: text(taxOf(vat, minor)),
    ...(vat.reason !== undefined && { exemptionReason: vat.reason }),
  };
}

/** Whoever sells what is not subject to VAT shows no VAT identifiers; everybody else does. */
function partiesFor(breakdown: readonly TaxBreakdown[]): Pick<Invoice, 'seller' | 'buyer'> {
  const isOutsideVat = breakdown.some(({ category }) => category === 'O');
  const { vatId: _seller, ...sellerWithoutVat } = SELLER;
  const { vatId: _buyer, ...buyerWithoutVat } = BUYER;
  return isOutsideVat
    ? { seller: sellerWithoutVat, buyer: buyerWithoutVat }
    : { seller: SELLER, buyer: BUYER };
}

function scaled(value: bigint, decimals: number): string {
  const digits = `${value < 0n ? -value : value}`.padStart(decimals + 1, '0');
  const text = `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return value < 0n ? `-${text}` : text;
}

const VAT_MIXTURES: readonly (readonly Vat[])[] = [
  [
    { category: 'S', rate: '19' },
    { category: 'S', rate: '7' },
    { category: 'S', rate: '5.5' },
    { category: 'Z', rate: '0' },
    { category: 'E', rate: '0', reason: 'Exempt' },
  ],
  [{ category: 'S', rate: '19.00' }],
  [{ category: 'AE', rate: '0', reason: 'Reverse charge' }],
  [{ category: 'K', rate: '0', reason: 'Intra-community supply' }],
  [{ category: 'G', rate: '0', reason: 'Export outside the EU' }],
  [{ category: 'O', reason: 'Not subject to VAT' }],
  [
    { category: 'L', rate: '6.5' },
    { category: 'L', rate: '0' },
  ],
  [{ category: 'M', rate: '4' }],
];

const SELLER = {
  name: 'Hansekontor GmbH',
  vatId: 'DE123456789',
  registration: { value: 'HRB 4711' },
  address: { line1: 'Speicherstadt 1', city: 'Hamburg', postalCode: '20457', country: 'DE' },
};
const BUYER = {
  name: 'Bryggen AS',
  vatId: 'FR40303265045',
  registration: { value: '917 482 498' },
  address: { city: 'Bergen', country: 'NO' },
};

const HEAD = {
  number: '2026-000042',
  issueDate: '2026-03-31',
  dueDate: '2026-04-30',
  specification: 'urn:cen.eu:en16931:2017',
  deliveryDate: '2026-03-30',
  deliverTo: { address: { country: 'FR' } },
};
