/**
 * The server as it is shipped, in a process of its own. It can be asked for a profile of itself:
 * `profile` begins one, a file's name ends it and says where it belongs.
 */

import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { startServer, type CompanySettings } from '@kontor/server';
import { pino } from 'pino';

export type ServerAsked = {
  readonly databaseUrl: string;
  readonly company: CompanySettings;
  readonly port: number;
};

const { databaseUrl, company, port } = JSON.parse(process.argv[2] ?? '') as ServerAsked;
const server = await startServer({
  ...{ databaseUrl, company, port, host: '127.0.0.1' },
  publicUrl: `http://127.0.0.1:${port}`,
  migrations: join(import.meta.dirname, '../../../database/migrations'),
  allowsLoopbackWebhooks: true,
  requestsPerMinute: 100_000_000,
  logger: pino({ level: 'warn' }),
});
await server.refreshMasterData();
const session = new Session();
session.connect();
process.on('message', (message) => void profile(String(message)));
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
process.send?.('ready');

async function profile(message: string): Promise<void> {
  if (message === 'profile') {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 500 });
    await session.post('Profiler.start');
    return;
  }
  const { profile: taken } = await session.post('Profiler.stop');
  writeFileSync(message, JSON.stringify(taken));
  process.send?.('written');
}
