/** The watchdog over the main thread of a process of its own: no other can be spoilt. */

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

test('what loops for ever is ended, and nothing else; the second time sooner', async () => {
  const file = join(import.meta.dirname, 'testing/loop-some.ts');
  const { stdout, stderr } = await run(process.execPath, [file], { timeout: 30_000 });
  const said = (JSON.parse(stdout) as string[]).map((each) => each.replace(/ran for .*/, 'looped'));
  expect(said.toSorted()).toEqual([
    'call of the system: done',
    'loop later: Our own code looped',
    'loop: Our own code looped',
    'loop: Our own code looped',
    'neighbour after: done',
    'neighbour before: done',
    'neighbour: done',
  ]);
  expect(stderr).toBe('');
});

test('what fills the heap is ended each time, and its neighbours are not', async () => {
  const file = join(import.meta.dirname, 'testing/fill-some.ts');
  const flags = ['--max-old-space-size=512', file];
  const { stdout, stderr } = await run(process.execPath, flags, { timeout: 60_000 });
  const said = (JSON.parse(stdout) as string[]).map((each) => each.replace(/ran for .*/, 'looped'));
  expect([...new Set(said)].toSorted()).toEqual([
    'gigabyte: Our own code took all the memory that the process may have and was ended.',
    'honest: done',
    'loop: Our own code looped',
    'neighbour after: done',
    'neighbour before: done',
    'slow gigabyte: Our own code took all the memory that the process may have and was ended.',
  ]);
  expect(said).toHaveLength(12);
  expect(stderr).toBe('');
});
