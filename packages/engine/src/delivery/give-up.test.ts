/** A server that stops waits for answers that are worth it, and for no others. */

import { expect, test } from 'vitest';
import { orGivenUp } from './give-up.ts';

const never = () => new Promise<string>(() => {});

test('what answers in time is believed, and what does not is given up', async () => {
  const stop = new AbortController();
  expect(await orGivenUp(Promise.resolve('answer'), stop.signal, 'given up')).toBe('answer');
  const hanging = orGivenUp(never(), stop.signal, 'given up');
  stop.abort();
  expect(await hanging).toBe('given up');
  expect(await orGivenUp(never(), stop.signal, 'given up')).toBe('given up');
});

test('what fails later fails for nobody', async () => {
  const { promise, reject } = Promise.withResolvers<string>();
  expect(await orGivenUp(promise, AbortSignal.abort(), 'given up')).toBe('given up');
  reject(new Error('too late'));
});
