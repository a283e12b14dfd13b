/** A process that migrates and ends: `migrate-main.ts <database> <folder>`. */

import { present } from '@kontor/kernel';
import { migrate } from '../migrate.ts';
import { openPool } from '../pool.ts';

const [, , connectionString, folder] = process.argv;
const pool = openPool({ connectionString: present(connectionString, 'a database is named') });
await migrate(pool, present(folder, 'a folder is named'));
await pool.end();
