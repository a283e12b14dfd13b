/**
 * `npm start`: everything on this machine, a day of finance on the first start, and then it stays
 * up until Ctrl-C. Data, books and credentials are kept in `.kontor`.
 */

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { playDay, printDayReport, progressOn } from '@kontor/day';
import { systemClock } from '@kontor/kernel';
import { readLauncherConfig } from './config.ts';
import { buildConsole } from './console/build-console.ts';
import { writeCredentials, credentialsOf } from './credentials.ts';
import { DAY_REQUESTS_PER_MINUTE, dayOptions } from './day-options.ts';
import { startPlatform, type Platform } from './start-platform.ts';

const config = readLauncherConfig();
const progress = progressOn(process.stdout, systemClock);
const consoleFolder = await buildConsole(progress.step);
const platform = await startPlatform({
  ...config,
  requestsPerMinute: DAY_REQUESTS_PER_MINUTE,
  isWatched: true,
  onProgress: progress.step,
  ...(consoleFolder !== undefined && { consoleFolder }),
});
const credentials = credentialsOf(platform.company, 'operations', platform.server.url);
const credentialsFile = writeCredentials(config.home, credentials);
const stopped = untilAskedToStop();
await playFirstDay(platform);
sayWhereToLook(platform);
await stopped;
progress.step('Stopping: what was not sent is given back');
await platform.stop();
process.exit(0);

/** Once per installation: its invoices are there afterwards, and a second day would repeat them. */
async function playFirstDay(running: Platform): Promise<void> {
  const played = join(config.home, 'day.json');
  if (config.isQuiet || existsSync(played)) return;
  if (consoleFolder !== undefined) {
    progress.step(`The console is open already, to watch: ${running.server.url}/console/`);
  }
  const report = await playDay({ ...dayOptions(running), progress });
  writeFileSync(played, `${JSON.stringify({ playedAt: systemClock.now(), ok: report.ok })}\n`);
  process.stdout.write(`\n${printDayReport(report, process.stdout.columns)}\n`);
}

function sayWhereToLook({ server, sandbox }: Platform): void {
  const places = [
    ...(consoleFolder === undefined ? [] : [['Console', `${server.url}/console/`] as const]),
    ['Documentation, with try-it-out', `${server.url}/docs`],
    ['OpenAPI and AsyncAPI', `${server.url}/openapi.json and ${server.url}/asyncapi.json`],
    ['Simulated systems, with faults', sandbox.pageUrl],
    ['Credentials', credentialsFile],
    ['The story of an invoice', 'npx kontor story <invoice number>'],
    ['A statement or an e-invoice', 'npx kontor parse <file>'],
  ] as const;
  const width = Math.max(...places.map(([what]) => what.length));
  const lines = [
    '',
    ...places.map(([what, where]) => `${what.padEnd(width)}   ${where}`),
    '',
    'Kontor stays up. Stop it with Ctrl-C.',
    '',
  ];
  process.stdout.write(lines.join('\n'));
}

function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
