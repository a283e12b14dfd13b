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

async function run(name: string): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'kontor-example-')), 'credentials.json');
  writeFileSync(file, JSON.stringify(credentialsOf(company, 'operations', url)));
  const example = join(import.meta.dirname, '../examples', name);
  const { stdout } = await promisify(execFile)(process.execPath, [example], {
    env: { KONTOR_CREDENTIALS: file },
  });
  return stdout;
}
