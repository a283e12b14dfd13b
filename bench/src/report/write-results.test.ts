import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeResults, type Measured } from './write-results.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kontor-results-'));
  await writeFile(join(folder, 'RESULTS.md'), '# Results\n\n<!-- b: from here -->\n\nold b\n\n');
});
afterEach(() => rm(folder, { recursive: true }));

const measured = (name: string, told: string): Measured => ({
  name,
  report: {
    told,
    table: [
      ['', 'a second'],
      ['ours', '12'],
    ],
    chart: { title: name, unit: 'a second', bars: [{ label: 'ours', value: 12, isOurs: true }] },
    remarks: ['A remark.'],
  },
  command: `npm run bench -- ${name}`,
  day: '2026-03-31',
  machine: 'a machine',
});

const page = () => readFile(join(folder, 'RESULTS.md'), 'utf8');

test('a bench replaces its own section and leaves the others', async () => {
  await writeResults(measured('a', 'First.'), folder);
  await writeResults(measured('c', 'Third.'), folder);
  await writeResults(measured('a', 'Again.'), folder);
  const text = await page();
  expect(text).toContain('old b');
  expect(text).toContain('Third.');
  expect(text).toContain('Again.');
  expect(text).not.toContain('First.');
  expect(text.match(/## a\n/g)).toHaveLength(1);
  expect(text).toContain('| ours | 12       |');
});

test('its chart is drawn where the section shows it', async () => {
  await writeResults(measured('a', 'First.'), folder);
  expect(await page()).toContain('(charts/a.svg)');
  expect(await readFile(join(folder, 'charts/a.svg'), 'utf8')).toContain('<svg');
});
