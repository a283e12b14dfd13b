/** What `npm start` runs, in a process of its own: its main thread can be stopped as any can. */

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { testDatabase } from '@kontor/testing';
import { expect, test } from 'vitest';

const run = promisify(execFile);

test('code that loops for ever stops its document alone; the end is orderly', async () => {
  const { connectionString } = await testDatabase();
  const home = mkdtempSync(join(tmpdir(), 'kontor-launcher-'));
  const file = join(import.meta.dirname, 'testing/start-with-a-loop.ts');
  const { stdout, stderr } = await run(process.execPath, [file, home, connectionString], {
    timeout: 100_000,
  });
  rmSync(home, { recursive: true });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual([
    { number: 'AFTER', status: 'done', detail: expect.any(String) },
    { number: 'BEFORE', status: 'done', detail: expect.any(String) },
    {
      number: 'LOOP',
      status: 'parked',
      detail: expect.stringMatching(/^Our own code ran for .* without an end and was ended\.$/),
    },
  ]);
}, 120_000);
