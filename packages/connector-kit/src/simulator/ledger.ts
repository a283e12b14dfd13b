/**
 * The books of a simulated system: append-only, in the order in which it committed. What is not in
 * here did not happen, and what is in here twice happened twice; tests and reconciliation count it.
 *
 * With a file the books survive a restart, also one by `kill -9`: every entry is written through to
 * the operating system before the system answers. (Not synced: a power cut may lose the last ones.)
 */

import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { assert, type Clock, type Instant, plusMs } from '@kontor/kernel';

export type LedgerEntry = NewLedgerEntry & {
  /** 1, 2, 3 … */
  readonly sequence: number;
  readonly at: Instant;
};

export type NewLedgerEntry = {
  /** In the system's own words: `accounting-document`, `account-note`. */
  readonly kind: string;
  /** The reference of the effect, as our request carried it; empty when it carried none. */
  readonly reference: string;
  /** The number that the system gave it. */
  readonly number: string;
  /** Everything else as JSON; amounts as text. */
  readonly facts: Readonly<Record<string, unknown>>;
};

export type Ledger = {
  append(entry: NewLedgerEntry): LedgerEntry;
  entries(): readonly LedgerEntry[];
  /** Every entry with this reference, also those that look-ups cannot see yet. */
  entriesOf(reference: string): readonly LedgerEntry[];
  /** What a look-up finds: entries that are older than the index lag. */
  findByReference(reference: string): readonly LedgerEntry[];
  summary(): LedgerSummary;
};

export type LedgerSummary = {
  readonly entries: number;
  readonly references: number;
  readonly byKind: Readonly<Record<string, number>>;
  /** References that have more than one entry: effects that happened more than once. */
  readonly doubled: readonly { readonly reference: string; readonly times: number }[];
};

export type OpenLedger = { readonly ledger: Ledger; readonly close: () => void };

type LedgerOptions = {
  readonly file?: string;
  readonly clock: Clock;
  readonly indexLagMs: () => number;
};

export function openLedger({ file, clock, indexLagMs }: LedgerOptions): OpenLedger {
  const kept: LedgerEntry[] = [];
  const byReference = new Map<string, LedgerEntry[]>();
  const keep = (entry: LedgerEntry) => {
    assert(entry.sequence === kept.length + 1, 'the books have no gap');
    kept.push(entry);
    const same = byReference.get(entry.reference);
    if (same) same.push(entry);
    else byReference.set(entry.reference, [entry]);
  };
  const descriptor = file === undefined ? undefined : reopen(file, keep);

  const entriesOf = (reference: string) => byReference.get(reference) ?? [];
  const ledger: Ledger = {
    append(entry) {
      const numbered = { sequence: kept.length + 1, at: clock.now(), ...entry };
      if (descriptor !== undefined) writeSync(descriptor, `${JSON.stringify(numbered)}\n`);
      keep(numbered);
      return numbered;
    },
    entries: () => kept,
    entriesOf,
    findByReference(reference) {
      const lagMs = indexLagMs();
      if (lagMs === 0) return entriesOf(reference);
      const visibleUntil = plusMs(clock.now(), -lagMs);
      return entriesOf(reference).filter(({ at }) => at <= visibleUntil);
    },
    summary: () => summaryOf(kept, byReference),
  };
  return { ledger, close: () => descriptor !== undefined && closeSync(descriptor) };
}

/** Reads the books back; a last line that a crash cut short was never answered and is dropped. */
function reopen(file: string, keep: (entry: LedgerEntry) => void): number {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  for (const line of whole.split('\n')) {
    if (line !== '') keep(JSON.parse(line) as LedgerEntry);
  }
  const descriptor = openSync(file, 'a');
  if (whole.length < text.length) ftruncateSync(descriptor, Buffer.byteLength(whole));
  return descriptor;
}

function summaryOf(
  kept: readonly LedgerEntry[],
  byReference: ReadonlyMap<string, readonly LedgerEntry[]>,
): LedgerSummary {
  const byKind: Record<string, number> = {};
  for (const { kind } of kept) byKind[kind] = (byKind[kind] ?? 0) + 1;
  const referenced = [...byReference].filter(([reference]) => reference !== '');
  const doubled = referenced
    .filter(([, same]) => same.length > 1)
    .map(([reference, same]) => ({ reference, times: same.length }));
  return { entries: kept.length, references: referenced.length, byKind, doubled };
}
