import { expect, test } from 'vitest';
import { explainFailure } from './explain-failure.mjs';

test.each([
  ['npm error code ENOTFOUND', 'The npm registry does not answer.'],
  ['npm error code ENOSPC', 'The disk is full'],
  ['npm error code EINTEGRITY', 'A package differs'],
  ['npm error code EACCES', 'Some file may not be written.'],
  ['npm error code EUSAGE', 'package.json and package-lock.json disagree.'],
  ['something new', 'npm could not install the packages.'],
])('%s is explained', (output, advice) => {
  expect(explainFailure({ output, freeBytes: 1e9 })).toContain(advice);
});

test('a full disk is the cause, whatever npm stumbled over', () => {
  const output = 'npm error code 1\nnpm error SyntaxError: Unexpected end of JSON input';
  expect(explainFailure({ output, freeBytes: 0 })).toContain('The disk is full');
});
