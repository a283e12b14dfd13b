/**
 * The canonical text of an XML Schema decimal: `.5`, `+5`, `5.` and `007` are lawful there, and
 * become `0.5`, `5`, `5` and `7`. Nothing is rounded. Zeros at the end are kept, because the rules
 * count them, unless they are what makes the text too long.
 *
 * Exponents, `NaN`, `INF`, thousands separators and a minus alone are no decimals. Minus zero is
 * zero.
 */

export function toDecimalText(text: string): string | undefined {
  const match = XML_SCHEMA_DECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign, wholeDigits = '', fractionDigits = ''] = match;
  if (wholeDigits === '' && fractionDigits === '') return undefined;
  const whole = wholeDigits.replace(/^0+(?=\d)/, '') || '0';
  const fraction = withoutExcessZeros(fractionDigits);
  if (whole.length > WHOLE_DIGITS_MAX || fraction.length > FRACTION_DIGITS_MAX) return undefined;
  const unsigned = fraction === '' ? whole : `${whole}.${fraction}`;
  return sign === '-' && /[1-9]/.test(unsigned) ? `-${unsigned}` : unsigned;
}

function withoutExcessZeros(fraction: string): string {
  const head = fraction.slice(0, FRACTION_DIGITS_MAX);
  return /^0*$/.test(fraction.slice(FRACTION_DIGITS_MAX)) ? head : fraction;
}

const XML_SCHEMA_DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** Of `DecimalText`, the canonical model's own limits. */
const WHOLE_DIGITS_MAX = 18;
const FRACTION_DIGITS_MAX = 8;
