import { describe, expect, test } from 'vitest';
import { isInstalled, type LockedPackage } from './is-installed.mjs';

describe('what is installed', () => {
  const lock = {
    packages: {
      '': { version: '0.1.0' },
      'packages/kernel': { version: '0.1.0' },
      'node_modules/@kontor/kernel': { link: true },
      'node_modules/pg': { version: '8.23.1', integrity: 'sha512-a' },
      'node_modules/pg-darwin': { version: '1.0.0', optional: true },
    },
  };
  const installed = {
    'node_modules/@kontor/kernel': { link: true },
    'node_modules/pg': { version: '8.23.1', integrity: 'sha512-a' },
  };
  const answers = (change: Record<string, LockedPackage | undefined>) => {
    const packages = Object.entries({ ...installed, ...change }).filter(([, value]) => value);
    return isInstalled({ lock, installed: { packages: Object.fromEntries(packages) } });
  };

  test('suits the lock when only packages for other platforms are missing', () => {
    expect(answers({})).toBe(true);
  });

  test.each([
    ['a package is missing', { 'node_modules/pg': undefined }],
    ['a version differs', { 'node_modules/pg': { version: '8.23.0', integrity: 'sha512-a' } }],
    ['the content differs', { 'node_modules/pg': { version: '8.23.1', integrity: 'sha512-b' } }],
    ['a workspace is new', { 'node_modules/@kontor/kernel': undefined }],
    ['a workspace came from a registry', { 'node_modules/@kontor/kernel': { version: '0.1.0' } }],
  ])('does not when %s', (_, change) => {
    expect(answers(change)).toBe(false);
  });

  test('does not when npm left no record', () => {
    expect(isInstalled({ lock, installed: {} })).toBe(false);
  });
});
