/** One JSON number: the grammar of RFC 8259, and small enough to be exact as a double. */

import { refuseAt, type JsonScan } from './json-scan.ts';

export function scanNumber(scan: JsonScan): boolean {
  const { bytes, limits } = scan;
  const start = scan.at;
  let end = start;
  while (isNumberByte(bytes[end])) end++;
  if (end === start) return refuseAt(scan, 'malformed', 'Here a JSON value was expected.');
  if (end - start > limits.numberCharactersMax) {
    const detail = `A number may have ${limits.numberCharactersMax} characters; send it as text.`;
    return refuseAt(scan, 'number_too_long', detail);
  }
  const text = latin1(bytes, start, end);
  if (!JSON_NUMBER.test(text)) return refuseAt(scan, 'malformed', 'This is not a JSON number.');
  const value = +text;
  if (!Number.isFinite(value)) {
    return refuseAt(scan, 'number_too_large', 'The number is larger than a double can say.');
  }
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return refuseAt(scan, 'number_not_exact', 'Integers beyond 2^53 lose digits; send text.');
  }
  scan.at = end;
  return true;
}

function isNumberByte(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  if (byte >= 0x30 && byte <= 0x39) return true;
  return byte === 0x2d || byte === 0x2b || byte === 0x2e || (byte | 0x20) === 0x65;
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at] as number);
  return text;
}

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
