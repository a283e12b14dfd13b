/**
 * Comma-separated values (RFC 4180) that a spreadsheet opens without running anything: a text that
 * begins like a formula gets an apostrophe before it, as OWASP advises ("CSV Injection"). Numbers
 * are left alone, so that minus one stays minus one.
 */

export type CsvValue = string | number | undefined | null;

export function toCsv(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return [header, ...rows].map((row) => `${row.map(toField).join(',')}\r\n`).join('');
}

function toField(value: CsvValue): string {
  if (value === undefined || value === null) return '';
  const text = String(value);
  const isHarmless = typeof value === 'number' || DECIMAL.test(text) || !FORMULA.test(text);
  const safe = isHarmless ? text : `'${text}`;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const DECIMAL = /^-?\d+(\.\d+)?$/;
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;
