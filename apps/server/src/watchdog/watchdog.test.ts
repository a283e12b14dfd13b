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
