import { expect, test } from 'vitest';
import { openSlots } from './slots.ts';

test('who finds no place gets the next that is given back, in the order in which they came', async () => {
  const slots = openSlots(1);
  const first = await slots.take();
  const order: string[] = [];
  const second = slots.take().then((giveBack) => (order.push('second'), giveBack?.()));
  const third = slots.take().then((giveBack) => (order.push('third'), giveBack?.()));
  first?.();
  await Promise.all([second, third]);
  expect(order).toEqual(['second', 'third']);
});

test('nobody stands in line for ever, and a place that is given back twice is one place', async () => {
  const slots = openSlots(1, 1);
  const first = await slots.take();
  expect(await slots.take()).toBeUndefined();
  first?.();
  first?.();
  expect(await slots.take()).toBeDefined();
  expect(await slots.take()).toBeUndefined();
});
