/**
 * Per legal entity and currency: what was accepted is what was done, refused and taken back; and
 * what the ledgers hold, added up, is what was done and what people left in place.
 */

import { currency, fromDecimal, present } from '@kontor/kernel';
import type { EffectRequest } from '../documents/processes.ts';
import type { Evidence } from './evidence.ts';

export function checkControlTotals({ books, systems, history, callers }: Evidence): void {
  const accepted = new Map<string, bigint>();
  const ended = new Map<string, bigint>();
  const believed = new Map<string, bigint>();
  for (const { legalEntity, amount, state } of books.transactions.values()) {
    const { minor, currency: unit } = present(amount, 'every document has an amount');
    add(accepted, `${legalEntity} ${unit}`, minor);
    if (ENDED.includes(state.status)) add(ended, `${legalEntity} ${unit}`, minor);
    for (const step of Object.keys(state.confirmed)) {
      add(believed, `${legalEntity} ${unit} ${step}`, minor);
    }
  }
  compare('accepted is done, refused and taken back', accepted, ended);
  const held = new Map<string, bigint>();
  for (const { bookings } of systems.values()) {
    for (const { request, cause } of bookings) {
      if (cause !== 'system') add(held, keyOf(request), minorOf(request));
    }
  }
  compare('the ledgers hold what is confirmed', believed, held);
  const sent = new Set(callers.map(({ document }) => document.number));
  for (const { number } of books.transactions.values()) {
    if (!sent.has(number)) history.violated(NAME, `${number} was never sent`);
  }

  function compare(what: string, left: Map<string, bigint>, right: Map<string, bigint>): void {
    for (const key of new Set([...left.keys(), ...right.keys()])) {
      const [one = 0n, other = 0n] = [left.get(key), right.get(key)];
      if (one !== other) history.violated(NAME, `${what}: ${key} ${one} and ${other}`);
    }
  }
}

function keyOf({ legalEntity, currency: unit, step }: EffectRequest): string {
  return `${legalEntity} ${unit} ${step}`;
}

function minorOf({ amount, currency: unit, direction }: EffectRequest): bigint {
  const money = present(fromDecimal(amount, currency(unit)), 'documents have exact amounts');
  return direction === 'forward' ? money.minor : -money.minor;
}

function add(totals: Map<string, bigint>, key: string, minor: bigint): void {
  totals.set(key, (totals.get(key) ?? 0n) + minor);
}

const NAME = 'control totals';
const ENDED: readonly string[] = ['done', 'refused', 'taken_back'];
