/** Every run that ever broke a law is played again: none breaks one today. */

import { expect, test } from 'vitest';
import { PLANTED_BUGS } from '../planted-bugs/planted-bugs.ts';
import { simulate } from '../simulate.ts';
import { keptFailures } from './keep-failure.ts';
import { shrink } from './shrink.ts';

/** Other suites run beside it. */
const SLOW = { timeout: 60_000 };

test.each(keptFailures())('seed $seed: $cause', async ({ seed, plan, setting }) => {
  const { violations } = await simulate({ seed, plan, setting });
  expect(violations).toEqual([]);
});

test('a failing run shrinks to one that fails in the same way with less', SLOW, async () => {
  const bug = PLANTED_BUGS.find(({ name }) => name === 'retry an unknown blindly');
  const wanted = bug ? { bug } : {};
  let whole = await simulate({ seed: 1, ...wanted });
  for (let seed = 2; whole.violations.length === 0; seed++) {
    whole = await simulate({ seed, ...wanted });
  }
  const checker = whole.violations[0]?.checker ?? 'none';
  const smallest = await shrink(whole.seed, checker, wanted);
  expect(smallest.violations[0]?.checker).toBe(checker);
  expect(Object.keys(smallest.plan).length).toBeLessThan(Object.keys(whole.plan).length);
  expect(smallest.setting.documents).toBeLessThan(whole.setting.documents);
});
