/** Hands the bank's files over in their order: through the API, and one into the watched folder. */

import { createHash } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBankFile, listBankFiles } from '@kontor/contracts';
import { type ApiClient, listAll, patiently } from '@kontor/client';
import type { FileHandover, FileStatus } from '../report/evidence.ts';
import type { BankFileHandover } from '../scenario/make-bank-files.ts';

export type HandedFile = Omit<FileHandover, 'standing'> & { readonly sha256: string };

export type HandingOver = {
  readonly api: ApiClient;
  /** The watched folder. */
  readonly folder?: string;
  /** Part of the keys. */
  readonly seed: number;
  readonly handed: (file: HandedFile) => void;
};

export async function handOverFiles(
  files: readonly BankFileHandover[],
  handingOver: HandingOver,
): Promise<readonly HandedFile[]> {
  const handed: HandedFile[] = [];
  for (const file of files) {
    const { name, bytes, expectation, channel } = file;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { folder } = handingOver;
    const isDropped = channel === 'folder' && folder !== undefined;
    const answer = isDropped
      ? await drop(file, { folder, sha256, api: handingOver.api })
      : await upload(file, handingOver);
    const done = { name, expectation, answer, sha256 };
    handed.push(done);
    handingOver.handed(done);
  }
  return handed;
}

async function upload(
  { name, bytes }: BankFileHandover,
  { api, seed }: HandingOver,
): Promise<FileStatus> {
  const contentType = name.endsWith('.xml') ? 'application/xml' : 'text/plain';
  const reply = await patiently(() =>
    api.call(createBankFile, {
      body: { contentType, content: bytes },
      idempotencyKey: `bank-${seed}-${name}`,
      prefer: 'wait=30',
    }),
  );
  if (reply.kind !== 'answered') return 'unanswered';
  return reply.status === 200 ? 'known' : reply.body.status;
}

/** Under a name that watchers leave alone until it is whole. */
async function drop(
  { name, bytes }: BankFileHandover,
  {
    folder,
    ...finding
  }: { readonly folder: string; readonly sha256: string; readonly api: ApiClient },
): Promise<FileStatus> {
  const path = join(folder, name);
  await writeFile(`${path}.tmp`, bytes);
  await rename(`${path}.tmp`, path);
  for (let look = 0; look < LOOKS_MAX; look++) {
    const found = await statusOf(finding);
    if (found !== undefined && found !== 'received') return found;
    await sleep(LOOK_PAUSE_MS);
  }
  return 'unanswered';
}

async function statusOf({
  api,
  sha256,
}: {
  readonly api: ApiClient;
  readonly sha256: string;
}): Promise<FileStatus | undefined> {
  const files = await listAll(api, listBankFiles);
  return files.find((file) => file.sha256 === sha256)?.status;
}

/** A minute: the folder is looked at every few seconds. */
const LOOKS_MAX = 120;
const LOOK_PAUSE_MS = 500;
