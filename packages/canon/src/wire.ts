/** The pieces that wire schemas are made of. Lengths are limits, and say where they come from. */

import { idPattern, type IdKind } from '@kontor/kernel';
import Type from 'typebox';

/** A decimal as text: JSON numbers lose digits. Up to 18 digits before the point and 8 after. */
export const DecimalText = Type.String({
  pattern: '^-?\\d{1,18}(\\.\\d{1,8})?$',
  description: 'A decimal as text, for example "1250.00". Never a JSON number.',
  examples: ['1250.00'],
});

/** ISO 4217, upper case. */
export const Currency = Type.String({
  pattern: '^[A-Z]{3}$',
  description: 'Currency code of ISO 4217.',
  examples: ['EUR'],
});

/** An amount with its currency. */
export const MoneyWire = Type.Object(
  { amount: DecimalText, currency: Currency },
  { additionalProperties: false },
);

/** A calendar date, `YYYY-MM-DD` (ISO 8601). */
export const Day = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  description: 'A calendar date, YYYY-MM-DD.',
  examples: ['2026-03-31'],
});

/** RFC 3339 with an offset. */
export const InstantText = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$',
  description: 'A moment in time (RFC 3339).',
  examples: ['2026-03-31T08:15:30.000Z'],
});

/** ISO 3166-1 alpha-2, upper case. */
export const Country = Type.String({
  pattern: '^[A-Z]{2}$',
  description: 'Country code of ISO 3166-1 (alpha-2).',
  examples: ['DE'],
});

/** One line of text without control characters. */
export function text(maxLength: number, description?: string) {
  return Type.String({
    minLength: 1,
    maxLength,
    pattern: '^[^\\u0000-\\u001F\\u007F]*$',
    ...(description && { description }),
  });
}

/** Several lines of text: line feeds and tabs are allowed, other control characters are not. */
export function paragraph(maxLength: number, description?: string) {
  return Type.String({
    minLength: 1,
    maxLength,
    pattern: '^[^\\u0000-\\u0008\\u000B-\\u001F\\u007F]*$',
    ...(description && { description }),
  });
}

/** The company whose books are meant: our code, for example `DE01`. */
export const LegalEntityCode = Type.String({
  pattern: '^[A-Z0-9]{2,10}$',
  description: 'Code of the legal entity whose books are meant.',
  examples: ['DE01'],
});

/** A customer by our number, as the ledger knows it. */
export const CustomerNumber = Type.String({
  pattern: '^[A-Za-z0-9._-]{1,20}$',
  description: 'Customer number, as the ledger knows it.',
  examples: ['C10042'],
});

export function idText(kind: IdKind) {
  return Type.String({ pattern: idPattern(kind) });
}
