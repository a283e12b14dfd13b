/**
 * Finds a key that an object has twice, without building strings for ordinary objects.
 *
 * The keys of the objects on the path are kept as hashes of their bytes. Only when two hashes
 * agree, a key is escaped or an object is large are keys read as text and kept in a set, so that
 * neither crafted collisions nor `"a"` beside `"\u0061"` get through, and no object costs more than
 * linear.
 */

import { refuseAt, type JsonScan } from './json-scan.ts';
import type { JsonLimits } from './json-limits.ts';

export type ObjectKeys = {
  /** `HASHED_KEYS_MAX` places for each depth. */
  readonly hashes: Int32Array;
  readonly starts: Int32Array;
  /** By depth: present when the object at that depth is compared by text. */
  readonly sets: (Set<string> | undefined)[];
};

type Key = {
  /** Of the object, from 1. */
  readonly depth: number;
  /** Which key of the object it is, from 1. */
  readonly count: number;
  /** Where its quotation mark is; the scan stands behind its end. */
  readonly start: number;
};

/** A scan never waits, so that scans can share the table: only what a scan wrote is read by it. */
export function openKeys({ depthMax }: JsonLimits): ObjectKeys {
  const places = (depthMax + 1) * HASHED_KEYS_MAX;
  if (shared.hashes.length < places) {
    shared.hashes = new Int32Array(places);
    shared.starts = new Int32Array(places);
  }
  shared.sets.length = 0;
  return shared;
}

/** False, with the defect noted, when the object has the key already or may not have it. */
export function noteKey(scan: JsonScan, { depth, count, start }: Key): boolean {
  const { bytes, keys } = scan;
  if (count === 1) keys.sets[depth] = undefined;
  const set = keys.sets[depth];
  if (set) return noteText(scan, set, start);
  const base = depth * HASHED_KEYS_MAX;
  if (count > HASHED_KEYS_MAX) return noteText(scan, textsSoFar(scan, depth, count - 1), start);
  let hash = 0;
  for (let at = start + 1; at < scan.at - 1; at++) {
    const byte = bytes[at] as number;
    if (byte === BACKSLASH) return noteText(scan, textsSoFar(scan, depth, count - 1), start);
    hash = (Math.imul(hash, 31) + byte) | 0;
  }
  if (isForbiddenLength(scan.at - start - 2) && FORBIDDEN_KEYS.has(readKey(scan.bytes, start))) {
    return refuseForbidden(scan, start);
  }
  for (let index = base; index < base + count - 1; index++) {
    if (keys.hashes[index] === hash) {
      return noteText(scan, textsSoFar(scan, depth, count - 1), start);
    }
  }
  keys.hashes[base + count - 1] = hash;
  keys.starts[base + count - 1] = start;
  return true;
}

function noteText(scan: JsonScan, set: Set<string>, start: number): boolean {
  const key = readKey(scan.bytes, start);
  if (FORBIDDEN_KEYS.has(key)) return refuseForbidden(scan, start);
  if (set.has(key)) {
    scan.at = start;
    const shown = JSON.stringify(key.slice(0, KEY_CHARACTERS_SHOWN));
    return refuseAt(scan, 'duplicate_key', `The object has the key ${shown} twice.`);
  }
  set.add(key);
  return true;
}

/** From here on, the object at this depth is compared by text. */
function textsSoFar(scan: JsonScan, depth: number, count: number): Set<string> {
  const { starts, sets } = scan.keys;
  const base = depth * HASHED_KEYS_MAX;
  const set = new Set<string>();
  for (let index = base; index < base + count; index++) {
    set.add(readKey(scan.bytes, starts[index] as number));
  }
  sets[depth] = set;
  return set;
}

/** The key whose quotation mark is at `start`; it was scanned before, so it has an end. */
function readKey(bytes: Buffer, start: number): string {
  let end = start + 1;
  let escaped = false;
  for (; bytes[end] !== QUOTE; end++) {
    if (bytes[end] !== BACKSLASH) continue;
    escaped = true;
    end++;
  }
  if (!escaped) return bytes.toString('utf8', start + 1, end);
  return JSON.parse(bytes.toString('utf8', start, end + 1)) as string;
}

function refuseForbidden(scan: JsonScan, start: number): false {
  scan.at = start;
  return refuseAt(scan, 'forbidden_key', 'This key could reach into the objects of JavaScript.');
}

function isForbiddenLength(length: number): boolean {
  return length === 9 || length === 11;
}

/** Ordinary objects have fewer keys; comparing so many hashes costs less than one string. */
const HASHED_KEYS_MAX = 32;
/** Enough to recognise a key in a message, whatever it was filled with. */
const KEY_CHARACTERS_SHOWN = 60;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const shared = {
  hashes: new Int32Array(),
  starts: new Int32Array(),
  sets: [] as (Set<string> | undefined)[],
};
