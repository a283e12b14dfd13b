/**
 * Looks at the bytes of a JSON body before anything is built from them, in one pass.
 *
 * `JSON.parse` accepts what I-JSON (RFC 7493) forbids and what later code trips over: duplicate
 * keys (the last one wins, silently), `__proto__`, lone surrogates, any depth. What passes here may
 * be given to it. Recursion is safe because the depth is limited.
 */

import { isUtf8 } from 'node:buffer';
import type { Defect } from '@kontor/kernel';
import { JSON_LIMITS, type JsonLimits } from './json-limits.ts';
import { noteKey, openKeys } from './object-keys.ts';
import { refuseAt, type JsonScan } from './json-scan.ts';
import { scanNumber } from './scan-number.ts';
import { scanString } from './scan-string.ts';

/** Undefined when the bytes are acceptable JSON. */
export function guardJson(bytes: Buffer, limits: JsonLimits = JSON_LIMITS): Defect | undefined {
  const scan: JsonScan = { bytes, limits, at: 0, defect: undefined, keys: openKeys(limits) };
  if (startsWithByteOrderMark(bytes)) {
    refuseAt(scan, 'byte_order_mark', 'JSON has no byte order mark (RFC 8259, 8.1).');
  } else if (!isUtf8(bytes)) {
    refuseAt(scan, 'not_utf8', 'The body is not valid UTF-8.');
  } else if (scanValue(scan, 1)) {
    skipSpace(scan);
    if (scan.at < bytes.length) {
      refuseAt(scan, 'trailing_text', 'There is something after the end of the JSON value.');
    }
  }
  return scan.defect;
}

function scanValue(scan: JsonScan, depth: number): boolean {
  skipSpace(scan);
  switch (scan.bytes[scan.at]) {
    case OPEN_OBJECT:
      return scanObject(scan, depth);
    case OPEN_ARRAY:
      return scanArray(scan, depth);
    case QUOTE:
      return scanString(scan);
    case LETTER_T:
      return scanWord(scan, WORD_TRUE);
    case LETTER_F:
      return scanWord(scan, WORD_FALSE);
    case LETTER_N:
      return scanWord(scan, WORD_NULL);
    case undefined:
      return refuseAt(scan, 'incomplete', 'The JSON value ends too early.');
    default:
      return scanNumber(scan);
  }
}

function scanObject(scan: JsonScan, depth: number): boolean {
  if (depth > scan.limits.depthMax) return refuseDepth(scan);
  const { bytes } = scan;
  scan.at++;
  skipSpace(scan);
  if (bytes[scan.at] === CLOSE_OBJECT) return pass(scan);
  for (let count = 1; ; count++) {
    if (count > scan.limits.keysMax) {
      const detail = `An object may have ${scan.limits.keysMax} keys.`;
      return refuseAt(scan, 'too_many_keys', detail);
    }
    skipSpace(scan);
    if (bytes[scan.at] !== QUOTE) return refuseAt(scan, 'malformed', 'Here a key was expected.');
    const start = scan.at;
    if (!scanString(scan) || !noteKey(scan, { depth, count, start })) return false;
    skipSpace(scan);
    if (bytes[scan.at] !== COLON) return refuseAt(scan, 'malformed', 'A colon was expected.');
    scan.at++;
    if (!scanValue(scan, depth + 1)) return false;
    skipSpace(scan);
    const next = bytes[scan.at];
    if (next === CLOSE_OBJECT) return pass(scan);
    if (next !== COMMA) return refuseAt(scan, 'malformed', 'A comma or } was expected.');
    scan.at++;
  }
}

function scanArray(scan: JsonScan, depth: number): boolean {
  if (depth > scan.limits.depthMax) return refuseDepth(scan);
  const { bytes } = scan;
  scan.at++;
  skipSpace(scan);
  if (bytes[scan.at] === CLOSE_ARRAY) return pass(scan);
  for (let count = 1; ; count++) {
    if (count > scan.limits.itemsMax) {
      const detail = `An array may have ${scan.limits.itemsMax} items.`;
      return refuseAt(scan, 'too_many_items', detail);
    }
    if (!scanValue(scan, depth + 1)) return false;
    skipSpace(scan);
    const next = bytes[scan.at];
    if (next === CLOSE_ARRAY) return pass(scan);
    if (next !== COMMA) return refuseAt(scan, 'malformed', 'A comma or ] was expected.');
    scan.at++;
  }
}

function scanWord(scan: JsonScan, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index++) {
    if (scan.bytes[scan.at + index] !== word[index]) {
      return refuseAt(scan, 'malformed', 'Only true, false and null may stand without quotes.');
    }
  }
  scan.at += word.length;
  return true;
}

function pass(scan: JsonScan): true {
  scan.at++;
  return true;
}

function refuseDepth(scan: JsonScan): false {
  const detail = `JSON may be nested ${scan.limits.depthMax} levels deep.`;
  return refuseAt(scan, 'too_deep', detail);
}

function skipSpace(scan: JsonScan): void {
  const { bytes } = scan;
  let at = scan.at;
  for (let byte = bytes[at]; byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;) {
    byte = bytes[++at];
  }
  scan.at = at;
}

function startsWithByteOrderMark(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if (first === 0xef && second === 0xbb) return bytes[2] === 0xbf;
  return (first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe);
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const LETTER_F = 0x66;
const LETTER_N = 0x6e;
const LETTER_T = 0x74;
const WORD_TRUE = Buffer.from('true');
const WORD_FALSE = Buffer.from('false');
const WORD_NULL = Buffer.from('null');
