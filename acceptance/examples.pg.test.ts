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

test('payments are ordered, released by another, and followed to their ends', async () => {
  const second = credentialsFile('controller');
  const lines = (await run('order-payments.mjs', { KONTOR_SECOND_CREDENTIALS: second })).split(
    '\n',
  );
  expect(lines[0]).toMatch(/^PAY-\d+: waiting$/);
  expect(lines[1]).toContain('May the bank pay 1809.98 EUR in 2 transfers from account ****2140');
  expect(lines[2]).toMatch(/^PAY-\d+: done, message [0-9A-Z]{20}$/);
  expect(lines[3]).toMatch(/-1: ACSC, told \d times$/);
  expect(lines[4]).toMatch(/-2: RJCT \(AC04 The account is closed\), told \d times$/);
});

function credentialsFile(clientId: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'kontor-example-')), 'credentials.json');
  writeFileSync(file, JSON.stringify(credentialsOf(company, clientId, url)));
  return file;
}

async function run(name: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const file = credentialsFile('operations');
  const example = join(import.meta.dirname, '../examples', name);
  const { stdout } = await promisify(execFile)(process.execPath, [example], {
    env: { KONTOR_CREDENTIALS: file, ...more },
  });
  return stdout;
}
