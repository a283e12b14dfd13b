/**
 * `npm run day`: a day of finance on free ports and with a database of its own that is thrown away.
 * Prints the report; exits with 0 only when every invariant holds.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { playDay, printDayReport, progressOn } from '@kontor/day';
import { systemClock } from '@kontor/kernel';
import { DAY_REQUESTS_PER_MINUTE, dayOptions } from './day-options.ts';
import { startPlatform } from './start-platform.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    invoices: { type: 'string', default: '2000' },
    outage: { type: 'string', default: '20' },
    keep: { type: 'boolean', default: false },
  },
});

const home = mkdtempSync(join(tmpdir(), 'kontor-day-'));
const progress = progressOn(process.stdout, systemClock);
const platform = await startPlatform({
  home,
  port: 0,
  isWatched: true,
  requestsPerMinute: DAY_REQUESTS_PER_MINUTE,
  onProgress: progress.step,
});
try {
  const report = await playDay({
    ...dayOptions(platform),
    progress,
    seed: Number.parseInt(values.seed, 10),
    invoices: Number.parseInt(values.invoices, 10),
    outageSeconds: Number.parseInt(values.outage, 10),
  });
  process.stdout.write(`\n${printDayReport(report, process.stdout.columns)}`);
  process.exitCode = report.ok ? 0 : 1;
} finally {
  await platform.stop();
  if (values.keep) process.stdout.write(`Kept in ${home}\n`);
  else rmSync(home, { recursive: true, force: true });
}
