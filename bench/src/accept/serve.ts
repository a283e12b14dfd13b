/** The platform under measurement, in a process of its own; says where it listens and waits. */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialsOf, startPlatform } from '@kontor/launcher';

const platform = await startPlatform({
  home: mkdtempSync(join(tmpdir(), 'kontor-bench-accept-')),
  port: 0,
  requestsPerMinute: 100_000_000,
  onProgress: () => {},
});
const { server, company, sandbox } = platform;
process.on('SIGTERM', () => void platform.stop().then(() => process.exit(0)));
console.log(
  JSON.stringify({
    credentials: credentialsOf(company, 'operations', server.url),
    customers: sandbox.company.customers
      .filter(({ blocked, legalEntities }) => !blocked && legalEntities.includes('DE01'))
      .map(({ number }) => number),
    databaseUrl: server.pool.options.connectionString,
  }),
);
