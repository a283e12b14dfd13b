import { expect, test } from 'vitest';
import { manifest, placesIn } from '../findings-in.ts';
import { unusedFiles } from './unused-files.ts';

const PACKAGE = {
  'packages/a/package.json': manifest('@kontor/a'),
  'packages/a/src/index.ts': "export * from './used.ts';",
  'packages/a/src/used.ts': "new URL('./worker.ts', import.meta.url);",
  'packages/a/src/worker.ts': "join(import.meta.dirname, 'started.ts');",
  'packages/a/src/started.ts': '',
  'examples/first.mjs': '',
  'packages/a/src/used.test.ts': "import './sample.ts';",
  'packages/a/src/sample.ts': '',
  'apps/server/src/main.ts': '',
  'tools/src/measure.ts': 'console.log(process.argv);',
  'package.json': JSON.stringify({ scripts: { reference: 'node tools/src/write-pages.ts' } }),
  'tools/src/write-pages.ts': '',
};

test('exports, programs, workers and what tests need are used', () => {
  expect(placesIn(unusedFiles, PACKAGE)).toEqual([]);
});

test('a file that nothing reaches is not', () => {
  expect(placesIn(unusedFiles, { ...PACKAGE, 'packages/a/src/left.ts': '' })).toEqual([
    'packages/a/src/left.ts:1',
  ]);
});

test('an operation that only its own test knows is not', () => {
  const left = {
    'packages/a/src/left.ts': '',
    'packages/a/src/left.test.ts': "import './left.ts';",
  };
  expect(placesIn(unusedFiles, { ...PACKAGE, ...left })).toEqual(['packages/a/src/left.ts:1']);
});
