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
  const file = join(mkdtempSync(join(tmpdir(), 'kontor-example-')), 'credentials.json');
  writeFileSync(file, JSON.stringify(credentialsOf(company, 'operations', url)));
  const example = join(import.meta.dirname, '../examples/first-invoice.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [example], {
    env: { KONTOR_CREDENTIALS: file },
  });
  expect(stdout).toMatch(/^EX-\d+: done \(txn_/);
  expect(stdout).toContain('It is posted in the ledger');
});
