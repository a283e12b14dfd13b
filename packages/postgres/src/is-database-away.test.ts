import { expect, test } from 'vitest';
import { isDatabaseAway } from './is-database-away.ts';

test.each([
  ['an immediate shutdown', { code: '57P01' }],
  ['a recovery', { code: '57P03' }],
  ['too many sessions', { code: '53300' }],
  ['a lost connection', { code: '08006' }],
  ['a statement that took too long', { code: '57014' }],
])('%s may be asked again', (_, fields) => {
  expect(isDatabaseAway(Object.assign(new Error('said by PostgreSQL'), fields))).toBe(true);
});

test.each([
  ['refused', { code: 'ECONNREFUSED', syscall: 'connect' }],
  ['closed while it was written to', { code: 'EPIPE', syscall: 'write' }],
  ['reset', { code: 'ECONNRESET', syscall: 'read' }],
])('a connection that was %s may be tried again', (_, fields) => {
  expect(isDatabaseAway(Object.assign(new Error('said by the system'), fields))).toBe(true);
});

test.each([
  'Connection terminated unexpectedly',
  'Query read timeout',
  'timeout exceeded when trying to connect',
])('the driver says "%s" of a database that is away', (message) => {
  expect(isDatabaseAway(new Error(message))).toBe(true);
});

test.each([
  ['a duplicate', Object.assign(new Error('duplicate key'), { code: '23505' })],
  ['a caller who hung up', Object.assign(new Error('aborted'), { code: 'ECONNRESET' })],
  ['a mistake of ours', new TypeError('undefined is not a function')],
  ['something that is no error', 'Connection terminated'],
])('%s says nothing of the database', (_, error) => {
  expect(isDatabaseAway(error)).toBe(false);
});
