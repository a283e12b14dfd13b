import { ENDPOINTS, EVENTS } from '@kontor/contracts';
import { PROBLEMS } from '@kontor/kernel';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { REFERENCE_FOLDER, referencePages } from './reference-pages.ts';

const pages = await referencePages();

test.each(Object.keys(pages))('%s on disk is what the contracts say', (name) => {
  const file = new URL(name, REFERENCE_FOLDER);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  expect(text, 'run: node tools/src/generate-reference/main.ts').toBe(pages[name]);
});

test('every problem is documented, and every documented problem exists', () => {
  expect(headingsOf('problems.md')).toEqual(Object.keys(PROBLEMS).sort());
});

test('every event and every operation is documented', () => {
  expect(headingsOf('events.md')).toEqual(EVENTS.map(({ type }) => type));
  for (const { operationId } of ENDPOINTS) expect(pages['endpoints.md']).toContain(operationId);
});

function headingsOf(name: string): string[] {
  return [...(pages[name] ?? '').matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading);
}
