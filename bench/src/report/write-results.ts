/**
 * Puts what one bench measured between its markers in RESULTS.md, and draws its chart. What other
 * benches measured, on whatever day and machine, stays as it is.
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { drawChart } from './draw-chart.ts';
import type { Report } from './report.ts';

export type Measured = {
  readonly name: string;
  readonly report: Report;
  /** How it was started, so that anybody can do the same. */
  readonly command: string;
  readonly day: string;
  readonly machine: string;
};

export async function writeResults(measured: Measured, folder = BENCH): Promise<void> {
  const charts = join(folder, 'charts');
  mkdirSync(charts, { recursive: true });
  writeFileSync(join(charts, `${measured.name}.svg`), drawChart(measured.report.chart));
  const page = join(folder, 'RESULTS.md');
  const written = withSection(readFileSync(page, 'utf8'), measured.name, sectionOf(measured));
  writeFileSync(page, await format(written, { parser: 'markdown', printWidth: 100 }));
}

function withSection(page: string, name: string, section: string): string {
  const [from, to] = [`<!-- ${name}: from here -->`, `<!-- ${name}: to here -->`];
  const [start, end] = [page.indexOf(from), page.indexOf(to)];
  if (start === -1 || end < start) return `${page}\n${from}\n\n${section}\n\n${to}\n`;
  return `${page.slice(0, start + from.length)}\n\n${section}\n\n${page.slice(end)}`;
}

function sectionOf({ name, report, command, day, machine }: Measured): string {
  const [head = [], ...rows] = report.table;
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    `## ${name}`,
    `![${report.chart.title}](charts/${name}.svg)`,
    report.told,
    [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'),
    ...report.remarks,
    `${day}, \`${command}\`, on ${machine}.`,
  ].join('\n\n');
}

const BENCH = join(import.meta.dirname, '../..');
