/** Puts the table between its two markers in docs/guarantees.md. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '@kontor/kernel';

export function writeTable(table: string, size: 'full' | 'reduced'): void {
  const text = readFileSync(PAGE, 'utf8');
  const [start, end] = [text.indexOf(FROM), text.indexOf(TO)];
  assert(start !== -1 && end > start, `${PAGE} has the two markers`);
  const heading = `Last run at ${size} size:`;
  writeFileSync(
    PAGE,
    `${text.slice(0, start + FROM.length)}\n\n${heading}\n\n${table}\n\n${text.slice(end)}`,
  );
}

const PAGE = join(import.meta.dirname, '../../../docs/guarantees.md');
const FROM = '<!-- nemesis: from here -->';
const TO = '<!-- nemesis: to here -->';
