import { expect, test } from 'vitest';
import { manifest, messagesIn } from '../findings-in.ts';
import { importTable } from './import-table.ts';

const PACKAGES = {
  'packages/kernel/package.json': manifest('@kontor/kernel'),
  'packages/kernel/src/index.ts': 'export const a = 1;',
  'packages/engine/package.json': manifest('@kontor/engine'),
  'packages/engine/src/index.ts': "import '@kontor/kernel';",
  'packages/testing/package.json': manifest('@kontor/testing'),
  'packages/testing/src/index.ts': "import '@kontor/engine';",
  'packages/connector-sdk/package.json': manifest('@kontor/connector-sdk'),
  'packages/connector-sdk/src/index.ts': 'export type Port = 1;',
  'packages/connector-kit/package.json': manifest('@kontor/connector-kit', {
    exports: { '.': './src/index.ts', './simulator': './src/simulator.ts' },
  }),
  'packages/connector-kit/src/index.ts': '',
  'packages/connector-kit/src/simulator.ts': '',
  'connectors/bank/package.json': manifest('@kontor/connector-bank', {
    exports: { '.': './src/connector.ts', './simulator': './simulator/start.ts' },
  }),
  'connectors/bank/src/connector.ts': '',
  'connectors/bank/simulator/start.ts': '',
  'connectors/shop/package.json': manifest('@kontor/connector-shop', {
    exports: { '.': './src/connector.ts' },
  }),
  'connectors/shop/src/connector.ts': '',
  'processes/pay/package.json': manifest('@kontor/process-pay', {
    exports: { '.': './src/process.ts' },
  }),
  'processes/pay/src/process.ts': '',
};

const objections = (path: string, text: string) =>
  messagesIn(importTable, { ...PACKAGES, [path]: text });

test('packages that import what is beneath them are in order', () => {
  expect(messagesIn(importTable, PACKAGES)).toEqual([]);
});

test.each([
  ['packages/kernel/src/index.ts', "import '@kontor/engine';", 'kernel may import nothing;'],
  ['connectors/bank/src/connector.ts', "import '@kontor/connector-shop';", 'not connectors'],
  ['connectors/bank/src/connector.ts', "import '@kontor/engine';", 'not engine'],
  [
    'processes/pay/src/process.ts',
    "import { a } from '@kontor/connector-sdk';",
    'not connector-sdk',
  ],
  ['processes/pay/src/process.ts', "export * from '@kontor/engine';", 'not engine'],
  ['packages/engine/src/index.ts', "await import('@kontor/connector-bank');", 'not connectors'],
  ['packages/engine/src/index.ts', "import '@kontor/testing';", 'for tests only'],
  ['connectors/bank/src/connector.ts', "import '@kontor/connector-kit';", 'for tests only'],
  ['packages/engine/src/index.ts', "import '../../kernel/src/index.ts';", 'leaves the package'],
  ['packages/engine/src/index.ts', "import '@kontor/kernel/src/a.ts';", 'not exported'],
])('%s refuses %s', (path, text, reason) => {
  expect(objections(path, text)).toEqual([expect.stringContaining(reason)]);
});

test.each([
  ['processes/pay/src/process.ts', "import type { Port } from '@kontor/connector-sdk';"],
  ['processes/pay/src/process.ts', "import { type Port } from '@kontor/connector-sdk';"],
  ['connectors/bank/simulator/start.ts', "import '@kontor/connector-kit/simulator';"],
  ['connectors/bank/src/connector.test.ts', "import '@kontor/connector-kit';"],
  ['packages/engine/src/lanes.test.ts', "import '@kontor/testing';"],
  ['packages/engine/src/samples-only-tests-reach.ts', "import '@kontor/testing';"],
])('%s may say %s', (path, text) => {
  expect(objections(path, text)).toEqual([]);
});
