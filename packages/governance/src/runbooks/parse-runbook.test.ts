import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseRunbook } from './parse-runbook.ts';

const folder = join(import.meta.dirname, '../../../../docs/runbooks');
const pages = readdirSync(folder).filter((file) => file !== 'README.md');

const page = `# The period is closed

Code \`period_closed\`.

## What it means

The ledger refused it. See \`PUT\`.

## What to do

1. Ask [in Kontor](kontor:open-period).
2. Let it be [tried again](kontor:retry), or [let it rest](kontor:abandon).

## What is certain

Nothing was posted.
`;

test('a page becomes steps, and its links become what a step offers', () => {
  expect(parseRunbook('period-closed', page)).toEqual({
    name: 'period-closed',
    code: 'period_closed',
    title: 'The period is closed',
    meaning: 'The ledger refused it. See PUT.',
    steps: [
      { text: 'Ask in Kontor.', offers: [{ action: 'open-period', label: 'in Kontor' }] },
      {
        text: 'Let it be tried again, or let it rest.',
        offers: [
          { action: 'retry', label: 'tried again' },
          { action: 'abandon', label: 'let it rest' },
        ],
      },
    ],
    certain: 'Nothing was posted.',
  });
});

test.each([
  ['without a title', page.replace('# The', 'The')],
  ['without its code', page.replace('Code', 'The code')],
  ['without what is certain', page.replace('certain', 'sure')],
  ['with an action that nobody knows', page.replace('kontor:retry', 'kontor:guess')],
  ['with steps out of order', page.replace('2. Let', '3. Let')],
])('a page %s is refused', (_what, broken) => {
  expect(() => parseRunbook('broken', broken)).toThrow();
});

describe.each(pages)('%s', (file) => {
  const runbook = parseRunbook(file.replace('.md', ''), readFileSync(join(folder, file), 'utf8'));

  test('is named for its code and says what to do', () => {
    expect(runbook.name).toBe(runbook.code.replaceAll('_', '-'));
    expect(runbook.steps.length).toBeGreaterThan(0);
  });

  test('offers something to do', () => {
    expect(runbook.steps.flatMap(({ offers }) => offers)).not.toEqual([]);
  });
});
