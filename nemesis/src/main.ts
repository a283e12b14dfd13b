/**
 * `npm run nemesis`: real processes are killed, stopped and cut off from each other, and what
 * happened is counted in the books of the simulated systems. `-- --reduced` for a build,
 * `-- --only kill-workers` for one, `-- --write` puts the table into docs/guarantees.md.
 */

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '@kontor/kernel';
import { CHECKS } from './checks/checks.ts';
import { toLine, toRow, toTable } from './report/to-table.ts';
import { writeTable } from './report/write-table.ts';
import { runSideBySide } from './run-side-by-side.ts';

const { values } = parseArgs({
  options: {
    reduced: { type: 'boolean', default: false },
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'side-by-side': { type: 'string' },
    keep: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

// Whoever ends us ends what we started: without this, `exit` is not told of.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const wanted = values.only?.split(',');
const checks = CHECKS.filter(({ name }) => wanted?.includes(name) ?? true);
if (checks.length === 0) throw new TypeError(`There is no check ${values.only}.`);
const home = mkdtempSync(join(tmpdir(), 'kontor-nemesis-'));
// Others may pass through to the databases' own folders, which are not root's.
chmodSync(home, 0o711);
const startedMs = systemClock.elapsedMs();
const outcomes = await runSideBySide(checks, {
  size: values.reduced ? 'reduced' : 'full',
  home,
  seed: Number.parseInt(values.seed, 10),
  keeps: values.keep,
  // A reduced run mostly waits for leases to end; at full size each check has the machine alone.
  atOnce: Number.parseInt(values['side-by-side'] ?? (values.reduced ? '3' : '1'), 10),
  say: (sentence) => console.log(sentence),
  onOutcome: (outcome) => {
    console.log(toLine(outcome));
    // What was not tried leaves the row of the last time.
    if (values.write && outcome.state !== 'skipped') writeTable([outcome], CHECKS);
  },
});
const broken = outcomes.filter(({ state }) => state === 'broken');
const seconds = Math.round((systemClock.elapsedMs() - startedMs) / 1_000);
console.log(`\n${toTable(outcomes.map(toRow))}`);
console.log(`${outcomes.length} checks in ${seconds} s, ${broken.length} broken.`);
if (broken.length > 0 || values.keep) console.log(`Logs and books are in ${home}`);
else rmSync(home, { recursive: true, force: true });
process.exitCode = broken.length > 0 ? 1 : 0;
