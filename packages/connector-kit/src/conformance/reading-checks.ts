/** Master data is read page by page while others write: every item has to come, exactly once. */

import type { ReadOutcome, Reading } from '@kontor/connector-sdk';
import { expect } from 'vitest';
import type { Check } from './check.ts';
import type { ReadingSamples } from './samples.ts';
import type { Stage } from './stage.ts';

export type ReadingUnderTest = {
  readonly name: string;
  readonly reading: Reading<Numbered, unknown>;
  readonly samples: ReadingSamples<Numbered>;
};

/** Every kind of master data has a number that is unique within it. */
type Numbered = { readonly number: string };

export function readingChecks({ name, reading, samples }: ReadingUnderTest): readonly Check[] {
  const read = async (stage: Stage, cursor?: string) =>
    stage.heard(await reading(cursor, stage.context));
  return [
    {
      title: `${name} gives every item exactly once, over several pages`,
      async run(stage) {
        const { items, pages } = await readAll((cursor) => read(stage, cursor));
        expect(pages, 'the samples have to fill more than one page').toBeGreaterThan(1);
        expect(byNumber(items)).toEqual(byNumber(samples.expected));
      },
    },
    {
      title: `${name} neither skips nor repeats while items are added between pages`,
      async run(stage) {
        let pagesRead = 0;
        const { items } = await readAll(async (cursor) => {
          if (pagesRead++ === 1) samples.writeBetweenPages(stage.system);
          return read(stage, cursor);
        });
        const numbers = items.map(({ number }) => number);
        expect(new Set(numbers).size, 'an item came twice').toBe(numbers.length);
        expect(numbers).toEqual(
          expect.arrayContaining(samples.expected.map(({ number }) => number)),
        );
      },
    },
    {
      title: `${name} gives the same page again for the same cursor`,
      async run(stage) {
        const first = await read(stage);
        const cursor = first.kind === 'page' ? first.next : undefined;
        expect(await read(stage, cursor)).toEqual(await read(stage, cursor));
      },
    },
    ...[418, 500, 503].map((status) => failureCheck(status, { name, reading, samples })),
    {
      title: `${name} does not take a page of HTML for an empty page`,
      async run(stage) {
        stage.proxy.tamperWith({ kind: 'replace-body', body: '<html>It works!</html>' });
        expect((await read(stage)).kind).toBe('failed');
      },
    },
    {
      title: `${name} fails, to be tried again, when nobody listens`,
      async run(stage) {
        await stage.disconnect();
        expect(await read(stage)).toMatchObject({ kind: 'failed', retryable: true });
      },
    },
  ];
}

function failureCheck(status: number, { name, reading }: ReadingUnderTest): Check {
  return {
    title: `${name} fails after a ${status}`,
    async run(stage) {
      const body = '<html>Sorry.</html>';
      stage.proxy.tamperWith({ kind: 'answer-instead', reply: { status, body } });
      expect(stage.heard(await reading(undefined, stage.context)).kind).toBe('failed');
    },
  };
}

async function readAll(
  page: (cursor: string | undefined) => Promise<ReadOutcome<Numbered>>,
): Promise<{ readonly items: readonly Numbered[]; readonly pages: number }> {
  const items: Numbered[] = [];
  let cursor: string | undefined;
  for (let pages = 1; pages <= PAGES_MAX; pages++) {
    const outcome = await page(cursor);
    if (outcome.kind === 'failed') expect.fail(`the reading failed: ${outcome.detail}`);
    items.push(...outcome.items);
    cursor = outcome.next;
    if (cursor === undefined) return { items, pages };
  }
  return expect.fail(`the reading does not end after ${PAGES_MAX} pages`);
}

function byNumber(items: readonly Numbered[]): readonly Numbered[] {
  return items.toSorted((left, right) => (left.number < right.number ? -1 : 1));
}

/** Many more than the samples need; a reading that goes round in circles is noticed. */
const PAGES_MAX = 1_000;
