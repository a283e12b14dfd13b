/**
 * A party: a company or a person named in a document, with what identifies it.
 *
 * The fields are EN 16931's seller (BG-4) and buyer (BG-7); `identifiers` hold what else is known
 * (GLN, DUNS, LEI), each with its ISO 6523 scheme where it has one.
 */

import Type, { type Static } from 'typebox';
import { Country, paragraph, text } from './wire.ts';

/** A postal address: BG-5 and BG-8. */
export const Address = Type.Object(
  {
    /** BT-35, BT-50 */
    line1: Type.Optional(text(200)),
    /** BT-36, BT-51 */
    line2: Type.Optional(text(200)),
    /** BT-162, BT-163 */
    line3: Type.Optional(text(200)),
    /** BT-37, BT-52 */
    city: Type.Optional(text(100)),
    /** BT-38, BT-53 */
    postalCode: Type.Optional(text(30)),
    /** BT-39, BT-54 */
    subdivision: Type.Optional(text(100)),
    /** BT-40, BT-55 */
    country: Type.Optional(Country),
  },
  { additionalProperties: false },
);
export type Address = Static<typeof Address>;

export const Identifier = Type.Object(
  {
    value: text(100),
    /**
     * Scheme of ISO 6523 ICD (or Peppol EAS for electronic addresses), for example `0088` for GLN.
     */
    scheme: Type.Optional(text(20)),
  },
  { additionalProperties: false },
);
export type Identifier = Static<typeof Identifier>;

export const Contact = Type.Object(
  {
    /** BT-41, BT-56 */
    name: Type.Optional(text(200)),
    /** BT-42, BT-57 */
    phone: Type.Optional(text(100)),
    /** BT-43, BT-58 */
    email: Type.Optional(text(254)),
  },
  { additionalProperties: false },
);
export type Contact = Static<typeof Contact>;

export const Party = Type.Object(
  {
    /** The registered name: BT-27, BT-44. */
    name: text(300),
    /** The name it trades under: BT-28, BT-45. */
    tradingName: Type.Optional(text(300)),
    /** BT-29, BT-46 */
    identifiers: Type.Optional(Type.Array(Identifier, { maxItems: 20 })),
    /** BT-30, BT-47 */
    registration: Type.Optional(Identifier),
    /** VAT identifier with country prefix: BT-31, BT-48. */
    vatId: Type.Optional(text(50)),
    /** Local tax number: BT-32. */
    taxNumber: Type.Optional(text(50)),
    /** Further legal information: BT-33. */
    legalForm: Type.Optional(paragraph(1_000)),
    /** BT-34, BT-49 */
    electronicAddress: Type.Optional(Identifier),
    address: Type.Optional(Address),
    contact: Type.Optional(Contact),
  },
  { additionalProperties: false },
);
export type Party = Static<typeof Party>;
