/**
 * For tests that kill a process: imports the file named first into the database named second. With
 * a third argument it stops for ever when it has read the whole file but its last bytes.
 */

import { createReadStream, statSync } from 'node:fs';
import { idSource, present, systemClock, systemRandom } from '@kontor/kernel';
import { openPool } from '@kontor/postgres';
import { importBankFile } from '../import/import-bank-file.ts';

const [, , file, connectionString, stall] = process.argv;
const path = present(file, 'a file');
const pool = openPool({ connectionString: present(connectionString, 'a database') });
const office = { pool, ids: idSource(systemClock, systemRandom), clock: systemClock };

await importBankFile(office, {
  source: stall ? stalling() : createReadStream(path),
  channel: 'folder',
  applicationId: 'bank-files',
  correlationId: 'test',
  answerable: 'DE01',
});
await pool.end();

async function* stalling() {
  yield* createReadStream(path, { end: statSync(path).size - 200 });
  await new Promise((resolve) => setTimeout(resolve, 3_600_000));
}
