import { describe, expect, test } from 'vitest';
import { messagesIn, placesIn } from '../findings-in.ts';
import { connectorShape } from './connector-shape.ts';
import { fileNames } from './file-names.ts';
import { packageFields } from './package-fields.ts';
import { processShape } from './process-shape.ts';

describe('a connector', () => {
  const whole = {
    'connectors/bank/README.md': '# Bank',
    'connectors/bank/src/connector.ts': '',
    'connectors/bank/src/connector.test.ts': '',
    'connectors/bank/simulator/start-simulator.ts': '',
  };
  test('with README, conformance test and simulator is whole', () => {
    expect(messagesIn(connectorShape, whole)).toEqual([]);
  });

  test.each(Object.keys(whole))('without %s is not', (path) => {
    const rest = Object.entries(whole).filter(([each]) => each !== path);
    expect(messagesIn(connectorShape, Object.fromEntries(rest))).toHaveLength(1);
  });

  test('says in its README why it has no simulator', () => {
    const { 'connectors/bank/simulator/start-simulator.ts': _, ...rest } = whole;
    const readme = '# Files\n\nNo simulator: the files are the system.\n';
    expect(messagesIn(connectorShape, { ...rest, 'connectors/bank/README.md': readme })).toEqual(
      [],
    );
  });
});

test('a process has a README, its data and its story', () => {
  expect(messagesIn(processShape, { 'processes/pay/src/process.ts': '' })).toEqual([
    'lacks README.md',
    'lacks src/process.test.ts',
  ]);
});

test.each([
  ['src/date-utils.ts', 1],
  ['src/helpers.ts', 1],
  ['src/service.ts', 1],
  ['src/invoice-mapper.test.ts', 1],
  ['src/leaseLanes.ts', 1],
  ['src/lease-lanes.pg.test.ts', 0],
  ['src/transactions-service.ts', 0],
  ['vitest.config.ts', 0],
  ['README.md', 0],
])('%s: %i names to mend', (path, count) => {
  expect(placesIn(fileNames, { [path]: '' })).toHaveLength(count);
});

test('every package says its licence, and the texts of the licence are there', () => {
  const manifest = { license: 'Apache-2.0', private: true, type: 'module' };
  const files = {
    'package.json': JSON.stringify(manifest),
    LICENSE: '   Apache License\n   Version 2.0, January 2004',
    NOTICE: 'Copyright 2026',
  };
  expect(placesIn(packageFields, files)).toEqual([]);
  const { license: _, ...unlicensed } = manifest;
  const broken = { ...files, 'a/package.json': JSON.stringify(unlicensed), NOTICE: '' };
  expect(placesIn(packageFields, broken)).toEqual(['a/package.json:1', 'NOTICE:1']);
});
