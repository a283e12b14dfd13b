/** What the bank executed, and the files and reports that went to and fro, for people. */

import type { Ledger, LedgerEntry } from '@kontor/connector-kit/simulator';
import { TRANSFER_KIND } from './execute-message.ts';
import { FILE_KIND } from './take-files.ts';
import { REPORT_KIND } from './write-report.ts';

export function paymentsPage(ledger: Ledger): string {
  const latest = (kind: string) =>
    ledger
      .entries()
      .filter((entry) => entry.kind === kind)
      .slice(-ROWS_MAX)
      .toReversed();
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Simulated bank</title>
<style>:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto;
  padding: 1rem }
table { border-collapse: collapse; margin-bottom: 2rem }
caption { text-align: left; font-weight: 600 }
th, td { text-align: left; padding: 0.25rem 1rem 0.25rem 0; border-bottom: 1px solid }
</style></head>
<body><h1>Simulated bank</h1><p>The latest ${ROWS_MAX} of each; reload to see what changed.</p>
${table('Transfers that were executed', TRANSFER_COLUMNS, latest(TRANSFER_KIND))}
${table('Files that came', ['number', 'name', 'at'], latest(FILE_KIND))}
${table('Reports that were given', ['number', 'step', 'at'], latest(REPORT_KIND))}
</body></html>
`;
}

function table(title: string, columns: readonly string[], rows: readonly LedgerEntry[]): string {
  const head = columns.map((column) => `<th scope="col">${column}</th>`).join('');
  const body = rows.map(
    (row) => `<tr>${columns.map((column) => `<td>${cell(row, column)}</td>`).join('')}</tr>`,
  );
  const caption = `<caption>${title}: ${rows.length}</caption>`;
  const rowsText = `<tbody>${body.join('\n')}</tbody>`;
  return `<table>${caption}<thead><tr>${head}</tr></thead>${rowsText}</table>`;
}

function cell({ number, at, facts }: LedgerEntry, column: string): string {
  const value = column === 'number' ? number : column === 'at' ? at : facts[column];
  return (typeof value === 'string' ? value : JSON.stringify(value ?? ''))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
}

const TRANSFER_COLUMNS = ['number', 'debtor', 'batch', 'endToEndId', 'amount', 'currency', 'name'];

/** As many as one looks at. */
const ROWS_MAX = 100;
