import { expect, test } from 'vitest';
import { formatBytes, formatMonth } from './words.ts';

test.each([
  [0, '0.0 kB'],
  [8_192, '8.2 kB'],
  [184_320_000, '184.3 MB'],
  [5_000_000_000, '5.0 GB'],
  [1_234_567_000_000_000, '1\u202F234.6 TB'],
])('%i bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('a month is told by its name', () => {
  expect(formatMonth('2026-03')).toBe('March 2026');
});
