/**
 * Puts outcomes between the two markers in docs/guarantees.md: each row replaces the one of the
 * same check, so that one check that was run again renews its own row alone.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '@kontor/kernel';
import type { Outcome } from '../run-check.ts';
import { nameOf, toRow, toTable } from './to-table.ts';

/** `order` names every check; rows of others are dropped. */
export function writeTable(
  outcomes: readonly Outcome[],
  order: readonly Pick<Outcome['check'], 'name' | 'number'>[],
): void {
  const text = readFileSync(PAGE, 'utf8');
  const [start, end] = [text.indexOf(FROM) + FROM.length, text.indexOf(TO)];
  assert(start >= FROM.length && end >= start, `${PAGE} has the two markers`);
  const written = text.slice(start, end).split('\n');
  const rows = order.flatMap((check) => {
    const outcome = outcomes.find((each) => each.check.name === check.name);
    if (outcome) return [toRow(outcome)];
    return written.filter((line) => line.startsWith(`| ${nameOf(check)} `));
  });
  writeFileSync(PAGE, `${text.slice(0, start)}\n\n${toTable(rows)}\n\n${text.slice(end)}`);
}

const PAGE = join(import.meta.dirname, '../../../docs/guarantees.md');
const FROM = '<!-- nemesis: from here -->';
const TO = '<!-- nemesis: to here -->';
