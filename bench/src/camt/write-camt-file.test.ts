import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROOF_START, proveStatement, readBankFile } from '@kontor/formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeCamtFile } from './write-camt-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kontor-camt-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a file is balanced, of the asked size, and the same for the same seed', async () => {
  const write = (name: string, seed: number) =>
    writeCamtFile({ path: join(folder, name), megabytes: 0.5, seed });
  const [one, same, other] = [await write('1', 7), await write('2', 7), await write('3', 8)];
  expect(one.bytes).toBeGreaterThan(500_000);
  expect(one.bytes).toBeLessThan(510_000);
  expect(await readFile(same.path)).toEqual(await readFile(one.path));
  expect(other.closing).not.toBe(one.closing);
  let state = PROOF_START;
  for await (const part of readBankFile(createReadStream(one.path))) {
    state = proveStatement(state, part);
  }
  expect(state.proofs).toMatchObject([{ entryCount: one.entryCount, outcome: { kind: 'proved' } }]);
});
