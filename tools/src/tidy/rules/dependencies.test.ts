import { expect, test } from 'vitest';
import { messagesIn } from '../findings-in.ts';
import { dependencies } from './dependencies.ts';

const PAGE = 'docs/decisions/dependencies.md';

const FILES = {
  'package.json': JSON.stringify({ devDependencies: { vitest: '5.1.1', '@types/pg': '8.23.1' } }),
  'packages/a/package.json': JSON.stringify({
    name: '@kontor/a',
    dependencies: { saxes: '6.0.0' },
  }),
  'packages/a/src/read.ts': "import 'saxes';\nimport 'node:fs';\nimport '@kontor/a';\n",
  'packages/a/src/read.test.ts': "import 'vitest';\nimport type { Pool } from 'pg';\n",
  [PAGE]: [
    '| package | version | licence |',
    '| `vitest` | 5.1.1 | MIT |',
    '| `@types/pg` | 8.23.1 | MIT |',
    '| `saxes` | 6.0.0 | ISC |',
  ].join('\n'),
};

test('declared, exact and documented is in order', () => {
  expect(messagesIn(dependencies, FILES)).toEqual([]);
});

test.each([
  ['a range', { saxes: '^6.0.0' }, 'saxes is ^6.0.0; name one exact version'],
  ['another version than elsewhere', { saxes: '6.0.0', vitest: '5.0.0' }, 'vitest is 5.0.0 here'],
  ['an undocumented version', { saxes: '6.0.1' }, 'saxes 6.0.1 has no row'],
  ['an undocumented package', { saxes: '6.0.0', sax: '1.6.1' }, 'sax 1.6.1 has no row'],
  ['a row without a package', {}, 'saxes is no longer used'],
  ['an import without a declaration', {}, 'saxes is not in the package.json'],
])('%s is not', (_, versions, message) => {
  const text = JSON.stringify({ name: '@kontor/a', dependencies: versions });
  const found = messagesIn(dependencies, { ...FILES, 'packages/a/package.json': text });
  expect(found).toContainEqual(expect.stringContaining(message));
});

test('a dependency of a neighbour is not ours', () => {
  const files = {
    ...FILES,
    'packages/b/package.json': JSON.stringify({ name: '@kontor/b' }),
    'packages/b/src/read.ts': "import 'saxes';",
  };
  expect(messagesIn(dependencies, files)).toEqual([
    'saxes is not in the package.json of its package',
  ]);
});

test('a folder inside a package may declare what its own files import', () => {
  const files = {
    ...FILES,
    'packages/a/package.json': JSON.stringify({ name: '@kontor/a' }),
    'packages/a/peers/b/package.json': JSON.stringify({ dependencies: { saxes: '6.0.0' } }),
    'packages/a/peers/b/read.ts': "import 'saxes';",
    'packages/a/src/read.ts': '',
  };
  expect(messagesIn(dependencies, files)).toEqual([]);
});
