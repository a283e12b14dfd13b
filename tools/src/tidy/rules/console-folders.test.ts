import { expect, test } from 'vitest';
import { messagesIn } from '../findings-in.ts';
import { consoleFolders } from './console-folders.ts';

const FEATURE = 'apps/console/src/features/exceptions/page.tsx';

test.each([
  [FEATURE, `import { Page } from '../../ui/index.ts';`, []],
  [FEATURE, `import { call } from '../../lib/call.ts';`, []],
  [FEATURE, `import { row } from './row.tsx';`, []],
  [
    FEATURE,
    `import { row } from '../statements/row.tsx';`,
    ['features/exceptions may not import features/statements'],
  ],
  [
    FEATURE,
    `import { router } from '../../app/router.tsx';`,
    ['features/exceptions may not import app'],
  ],
  [
    FEATURE,
    `import { Box } from '@mantine/core';`,
    ['@mantine/core is wrapped by ui/; use ui/index.ts'],
  ],
  [
    FEATURE,
    `export const a = <p className="x" style={{}} />;`,
    ['className in a feature: looks belong to ui/', 'style in a feature: looks belong to ui/'],
  ],
  ['apps/console/src/ui/page.tsx', `export const a = <p className="x" />;`, []],
  [
    'apps/console/src/ui/page.tsx',
    `import { a } from '../features/exceptions/page.tsx';`,
    ['ui may not import features/exceptions'],
  ],
  [
    'apps/console/src/lib/call.ts',
    `import { a } from '../ui/page.tsx';`,
    ['lib may not import ui'],
  ],
  ['apps/console/src/app/main.tsx', `import { a } from '../features/exceptions/page.tsx';`, []],
])('in %s, %s is answered by %j', (path, text, expected) => {
  expect(messagesIn(consoleFolders, { [path]: text })).toEqual(expected);
});
