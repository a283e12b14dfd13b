import { describe, expect, test } from 'vitest';
import { messagesIn, placesIn } from '../findings-in.ts';
import { markdownLinks } from './markdown-links.ts';
import { problemPages } from './problem-pages.ts';

describe('a page', () => {
  const files = {
    'docs/guides/one.md': '# One page\n\n## What it `says`, twice\n',
    'packages/kernel/src/money.ts': '',
  };
  const broken = (text: string) => messagesIn(markdownLinks, { ...files, 'docs/a.md': text });

  test.each([
    '[one](guides/one.md)',
    '[there](guides/one.md#what-it-says-twice)',
    '[here](#top)\n\n# Top',
    '[folder](guides)',
    '[root](../packages/kernel/src/money.ts)',
    '[elsewhere](https://example.com/a.md)',
    '[the running API](/docs)',
    'see `packages/kernel/src/money.ts` and `connectors/<system>/README.md`',
    'a folder `database/migrations/NNNN-name/`',
    '```\n[shown](not-claimed.md)\n```',
  ])('may say %s', (text) => {
    expect(broken(text)).toEqual([]);
  });

  test.each([
    ['[gone](guides/two.md)', 'links to guides/two.md, which is not there'],
    ['[gone](guides/one.md#elsewhere)', 'guides/one.md#elsewhere: no such heading'],
    ['`packages/kernel/src/cash.ts`', 'names packages/kernel/src/cash.ts, which is not there'],
  ])('may not say %s', (text, message) => {
    expect(broken(text)).toEqual([message]);
  });
});

describe('the page of problems', () => {
  const rule = problemPages(['not_found', 'version_conflict']);
  const path = 'docs/reference/problems.md';

  test('has a heading for every problem', () => {
    const text = '# Problems\n\n## `not_found`\n\n### version_conflict\n';
    expect(messagesIn(rule, { [path]: text })).toEqual([]);
  });

  test('does not pass with the name of a problem in its text alone', () => {
    const text = '# Problems\n\n## not_found\n\nversion_conflict\n';
    expect(messagesIn(rule, { [path]: text })).toEqual([
      'lacks the problem version_conflict; run `npm run reference`',
    ]);
  });

  test('is there', () => {
    expect(placesIn(rule, {})).toEqual([`${path}:1`]);
  });
});
