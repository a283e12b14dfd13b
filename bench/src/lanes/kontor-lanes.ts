/** Kontor as a contestant of `lanes`: a program of its own, like its peers. */

import { openPool } from '@kontor/postgres';
import type { LanesAsked, LanesTold } from './contest.ts';
import { openDrain } from './drain-notes.ts';
import { enqueueNotes } from './enqueue-notes.ts';

const asked = JSON.parse(process.argv[2] ?? '') as LanesAsked & { readonly concurrency: number };
const pool = openPool({ connectionString: asked.databaseUrl });
const { drain } = openDrain({ pool, ...asked });
const enqueue = await enqueueNotes(pool, asked);
const told: LanesTold = { ...enqueue, ...(await drain(enqueue.enqueued, asked.secondsMax)) };
process.send?.(told);
await pool.end();
