import type { Report } from './report.ts';

export function printReport({ told, table, remarks }: Report): string {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  const rows = table.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')}`.trimEnd(),
  );
  return ['', told, '', ...rows, '', ...remarks].join('\n');
}
