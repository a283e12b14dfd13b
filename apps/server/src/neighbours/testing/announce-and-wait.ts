/** A program that announces itself as a server does, says as whom, and waits to be killed. */

import { openPool } from '@kontor/postgres';
import { announceProcess } from '../announce-process.ts';

const [connectionString = '', folder = ''] = process.argv.slice(2);
const pool = openPool({ connectionString });
const announced = await announceProcess(pool, folder);
process.stdout.write(`${announced?.holder}\n`);
setInterval(() => {}, 60_000);
