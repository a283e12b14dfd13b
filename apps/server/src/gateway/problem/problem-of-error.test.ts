import { expect, test } from 'vitest';
import { problemOfError } from './problem-of-error.ts';

test('a database that is away is no mistake of ours: the caller may ask again', () => {
  const shutDown = Object.assign(new Error('terminating connection'), { code: '57P01' });
  expect(problemOfError(shutDown)).toMatchObject({
    code: 'unavailable',
    headers: { 'retry-after': '1' },
  });
});

test('a connection to the database that broke is not taken for a caller who hung up', () => {
  const fields = { code: 'ECONNRESET', syscall: 'read' };
  expect(problemOfError(Object.assign(new Error('read ECONNRESET'), fields)).code).toBe(
    'unavailable',
  );
  expect(problemOfError(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })).code).toBe(
    'malformed_request',
  );
});

test('what nobody has named is internal', () => {
  expect(problemOfError(new TypeError('x is undefined'))).toEqual({ code: 'internal' });
});
