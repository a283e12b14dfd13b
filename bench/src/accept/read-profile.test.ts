import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { topOfSelfTime } from './read-profile.ts';

test('functions stand in the order of their own time, with the place where they are written', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'kontor-profile-')), 'a.cpuprofile');
  const frame = (functionName: string, url: string) => ({ functionName, url, lineNumber: 4 });
  writeFileSync(
    file,
    JSON.stringify({
      nodes: [
        { id: 1, callFrame: frame('quick', 'file:///srv/kontor/a.ts') },
        { id: 2, callFrame: frame('slow', 'node:net') },
        { id: 3, callFrame: frame('quick', 'file:///srv/kontor/a.ts') },
      ],
      samples: [1, 2, 3],
      timeDeltas: [1_000, 7_000, 2_000],
    }),
  );
  expect(topOfSelfTime(file, '/srv/kontor').split('\n')).toEqual([
    ' 70.0 %        7 ms  slow  node:net',
    ' 30.0 %        3 ms  quick  a.ts:5',
  ]);
});
