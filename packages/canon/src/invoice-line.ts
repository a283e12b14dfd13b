/**
 * The parts of an invoice line (BG-25), and what lines and documents share: allowances, charges and
 * periods. Fields and amounts are as invoice.ts says.
 */

import Type, { type Static } from 'typebox';
import { Identifier } from './party.ts';
import { Dimensions } from './dimension.ts';
import { Country, Day, DecimalText, paragraph, text } from './wire.ts';

/** BG-20, BG-21, BG-27, BG-28 */
export const AllowanceCharge = Type.Object(
  {
    kind: Type.Union([Type.Literal('allowance'), Type.Literal('charge')]),
    /** BT-92, BT-99, BT-136, BT-141 */
    amount: DecimalText,
    /** BT-93, BT-100, BT-137, BT-142 */
    baseAmount: Type.Optional(DecimalText),
    /** BT-94, BT-101, BT-138, BT-143: 10 means ten per cent. */
    percentage: Type.Optional(DecimalText),
    /** BT-95, BT-102; absent on lines, which have the line's. */
    taxCategory: Type.Optional(text(10)),
    /** BT-96, BT-103 */
    taxRate: Type.Optional(DecimalText),
    /** BT-97, BT-104, BT-139, BT-144 */
    reason: Type.Optional(paragraph(1_000)),
    /** BT-98 (UNTDID 5189), BT-105 (UNTDID 7161), BT-140, BT-145 */
    reasonCode: Type.Optional(text(10)),
  },
  { additionalProperties: false },
);
export type AllowanceCharge = Static<typeof AllowanceCharge>;

/** BG-14 and BG-26: at least one of the two ends is given. */
export const InvoicePeriod = Type.Object(
  {
    /** BT-73, BT-134 */
    from: Type.Optional(Day),
    /** BT-74, BT-135 */
    to: Type.Optional(Day),
  },
  { additionalProperties: false },
);
export type InvoicePeriod = Static<typeof InvoicePeriod>;

/** BT-158: an item's class in a scheme of UNTDID 7143, for example `STI` for CPV. */
export const ItemClassification = Type.Object(
  {
    /** BT-158 */
    code: text(100),
    /** BT-158-1, UNTDID 7143 */
    scheme: Type.Optional(text(20)),
    /** BT-158-2 */
    schemeVersion: Type.Optional(text(50)),
  },
  { additionalProperties: false },
);
export type ItemClassification = Static<typeof ItemClassification>;

/** BG-32 */
export const ItemAttribute = Type.Object(
  {
    /** BT-160 */
    name: text(200),
    /** BT-161 */
    value: text(1_000),
  },
  { additionalProperties: false },
);
export type ItemAttribute = Static<typeof ItemAttribute>;

/** BG-25 */
export const InvoiceLine = Type.Object(
  {
    /** BT-126 */
    id: text(50),
    /** BT-127 */
    note: Type.Optional(paragraph(5_000)),
    /** BT-128, with its scheme of UNTDID 1153 (BT-128-1) */
    invoicedObject: Type.Optional(Identifier),
    /** BT-129 */
    quantity: DecimalText,
    /** BT-130, UN/ECE recommendation 20 and 21: `C62` is one piece. */
    unit: text(10),
    /** BT-131: quantity × price ÷ base quantity − allowances + charges, rounded to the cent. */
    netAmount: DecimalText,
    /** BT-132 */
    orderLine: Type.Optional(text(100)),
    /** BT-133 */
    buyerAccountingReference: Type.Optional(text(100)),
    /** BG-26: BT-134, BT-135 */
    period: Type.Optional(InvoicePeriod),
    /** BG-27, BG-28 */
    allowancesCharges: Type.Optional(Type.Array(AllowanceCharge, { maxItems: 100 })),
    /** BT-146, net price for `priceBaseQuantity` units (BT-149, one unless said). */
    unitPrice: DecimalText,
    priceBaseQuantity: Type.Optional(DecimalText),
    /** BT-150; the same as BT-130 where it is given. */
    priceBaseUnit: Type.Optional(text(10)),
    /** BT-148, and BT-147 what was taken off it. */
    grossPrice: Type.Optional(DecimalText),
    priceDiscount: Type.Optional(DecimalText),
    /** BT-151, UNTDID 5305: S standard, Z zero, E exempt, AE reverse charge, K, G, O, L, M. */
    taxCategory: text(10),
    /** BT-152, in per cent; absent only for category O. */
    taxRate: Type.Optional(DecimalText),
    /** BT-153 */
    name: text(500),
    /** BT-154 */
    description: Type.Optional(paragraph(5_000)),
    /** BT-155 */
    sellerItemId: Type.Optional(text(100)),
    /** BT-156 */
    buyerItemId: Type.Optional(text(100)),
    /** BT-157, with its scheme of ISO 6523 (BT-157-1): `0160` for GTIN. */
    standardItemId: Type.Optional(Identifier),
    /** BT-158 */
    classifications: Type.Optional(Type.Array(ItemClassification, { maxItems: 100 })),
    /** BT-159 */
    originCountry: Type.Optional(Country),
    /** BG-32 */
    attributes: Type.Optional(Type.Array(ItemAttribute, { maxItems: 100 })),
    /** The revenue account to post to; without it, the legal entity's default for the tax code. */
    revenueAccount: Type.Optional(
      Type.String({ pattern: '^[A-Z0-9]{1,10}$', description: 'Revenue account in the ledger.' }),
    ),
    /** What the revenue is analysed by. */
    dimensions: Type.Optional(Dimensions),
  },
  { additionalProperties: false },
);
export type InvoiceLine = Static<typeof InvoiceLine>;
