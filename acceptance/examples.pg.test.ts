/** What the documentation tells people to run, run. */

import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { credentialsOf } from '@kontor/launcher';
import { expect, test } from 'vitest';
import { startPlatform } from './platform/start-platform.ts';

const { url, company } = await startPlatform();

test('the first invoice is handed over, posted and told', async () => {
  const stdout = await run('first-invoice.mjs');
  expect(stdout).toMatch(/^EX-\d+: done \(txn_/);
  expect(stdout).toContain('It is posted in the ledger');
});

test('a backlog waits for the end of a freeze, and goes then', async () => {
  const stdout = await run('drain-a-backlog.mjs');
  expect(stdout).toMatch(/^frozen: Once, from .* \(UTC\)\.$/m);
  expect(stdout).toMatch(/^EX-\d+: \w+; [1-9]\d* waiting$/m);
  expect(stdout).toMatch(/: bulk at sap-s4hana$/m);
  expect(stdout).toMatch(/^EX-\d+: done$/m);
});

test('many invoices are handed over at once, again, and mended', async () => {
  const lines = (await run('send-many-invoices.mjs')).split('\n');
  expect(lines[0]).toBe('first: 49 accepted (0 before), 1 refused');
  expect(lines[1]).toBe('  5831.00 EUR');
  expect(lines[2]).toMatch(/^ {2}line 17, \/customer: /);
  expect(lines).toContain('again: 49 accepted (49 before), 1 refused');
  expect(lines).toContain('mended: 50 accepted (49 before), 0 refused');
});

async function run(name: string): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'kontor-example-')), 'credentials.json');
  writeFileSync(file, JSON.stringify(credentialsOf(company, 'operations', url)));
  const example = join(import.meta.dirname, '../examples', name);
  const { stdout } = await promisify(execFile)(process.execPath, [example], {
    env: { KONTOR_CREDENTIALS: file },
  });
  return stdout;
}
