/** One JSON string: no control characters, known escapes only, surrogates only in pairs. */

import { refuseAt, type JsonScan } from './json-scan.ts';

export function scanString(scan: JsonScan): boolean {
  const { bytes, limits } = scan;
  const end = Math.min(bytes.length, scan.at + limits.stringBytesMax + 2);
  let at = scan.at + 1;
  while (at < end) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      scan.at = at + 1;
      return true;
    }
    if (byte === BACKSLASH) {
      const length = escapeLength(bytes, at);
      if (length === 0) return refuseEscape(scan, at);
      at += length;
    } else if (byte < SPACE) {
      scan.at = at;
      return refuseAt(scan, 'malformed', 'A control character in a string must be escaped.');
    } else {
      at++;
    }
  }
  if (at >= bytes.length) {
    scan.at = bytes.length;
    return refuseAt(scan, 'incomplete', 'The string that began here has no end.');
  }
  const detail = `A string may have ${limits.stringBytesMax} bytes.`;
  return refuseAt(scan, 'string_too_long', detail);
}

/** Bytes of the escape at `at`, a surrogate pair being one; 0 when it is none that JSON has. */
function escapeLength(bytes: Uint8Array, at: number): number {
  const letter = bytes[at + 1];
  if (letter !== LETTER_U) return letter !== undefined && SHORT_ESCAPES.has(letter) ? 2 : 0;
  const unit = codeUnit(bytes, at);
  if (unit < 0 || isLowSurrogate(unit)) return 0;
  if (!isHighSurrogate(unit)) return 6;
  return isLowSurrogate(codeUnit(bytes, at + 6)) ? 12 : 0;
}

/** The code unit that `\uXXXX` at `at` writes; -1 when there is no such escape. */
function codeUnit(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== BACKSLASH || bytes[at + 1] !== LETTER_U) return -1;
  let unit = 0;
  for (let index = at + 2; index < at + 6; index++) {
    const digit = hexDigit(bytes[index]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : -1;
}

function refuseEscape(scan: JsonScan, at: number): false {
  const unit = codeUnit(scan.bytes, at);
  scan.at = at;
  if (isHighSurrogate(unit) || isLowSurrogate(unit)) {
    return refuseAt(scan, 'lone_surrogate', 'Half of a surrogate pair is not a character.');
  }
  return refuseAt(scan, 'malformed', 'JSON does not know this escape.');
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const LETTER_U = 0x75;
const SHORT_ESCAPES: ReadonlySet<number> = new Set(Buffer.from('"\\/bfnrt'));
