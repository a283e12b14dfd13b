/** Real processes that hold leases: one that lives, one that stands still, one that was killed. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineStore } from '@kontor/engine';
import { present, systemClock } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { afterAll, expect, test } from 'vitest';
import { CALL_MS_MAX } from '../connections/open-connection.ts';
import { announceProcess } from './announce-process.ts';
import { endLeasesOfTheDead } from './end-leases-of-the-dead.ts';
import { kernelBoot } from './kernel-boot.ts';

const { pool, connectionString } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), 'kontor-doors-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.skipIf(kernelBoot() === undefined)(
  'whoever lives or stands still keeps its leases, and who was killed does not',
  { timeout: 30_000 },
  async () => {
    const announced = present(await announceProcess(pool, folder), 'this machine has a name');
    const ended: { readonly holder: string; readonly inMs: number }[] = [];
    const store: Pick<EngineStore, 'endLeases'> = {
      endLeases: async (holder, inMs) => ended.push({ holder, inMs }),
    };
    const logger = { warn: () => {} };
    const look = endLeasesOfTheDead({ pool, store, announced, logger, clock: systemClock });
    const neighbour = await startNeighbour();
    await look();
    neighbour.process.kill('SIGSTOP');
    await look();
    expect(ended).toEqual([]);
    neighbour.process.kill('SIGKILL');
    await once(neighbour.process, 'exit');
    await look();
    expect(ended).toEqual([{ holder: neighbour.holder, inMs: CALL_MS_MAX }]);
    await look();
    expect(ended).toHaveLength(1);
    expect(readdirSync(folder)).toEqual([`kontor-${announced.holder}.door`]);
    await announced.close();
    expect((await pool.query('select from server_process')).rowCount).toBe(0);
  },
);

test.skipIf(kernelBoot() === undefined)(
  'a door that is not there, or of another kernel, proves nothing',
  async () => {
    const announced = present(await announceProcess(pool, folder), 'this machine has a name');
    await pool.query(
      `insert into server_process (holder, boot, door)
       values (gen_random_uuid(), $1, $2), (gen_random_uuid(), 'another kernel', $3)`,
      [announced.boot, join(folder, 'gone.door'), join(folder, 'elsewhere.door')],
    );
    const store: Pick<EngineStore, 'endLeases'> = { endLeases: () => Promise.reject(new Error()) };
    const logger = { warn: () => {} };
    await endLeasesOfTheDead({ pool, store, announced, logger, clock: systemClock })();
    expect((await pool.query('select from server_process')).rowCount).toBe(3);
    await announced.close();
  },
);

async function startNeighbour() {
  const file = join(import.meta.dirname, 'testing/announce-and-wait.ts');
  const process_ = spawn(process.execPath, [file, connectionString, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(process_.stdout, 'data')) as [Buffer];
  return { process: process_, holder: said.toString().trim() };
}
