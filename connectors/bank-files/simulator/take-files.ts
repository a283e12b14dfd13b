/**
 * The transfer program: takes whole files out of the outbox, keeps them, and hands them to the
 * bank, which writes into its books that they came. A file that is put there twice comes twice.
 */

import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Ledger } from '@kontor/connector-kit/simulator';
import type { BankFolders } from './start-simulator.ts';

export const FILE_KIND = 'payment-file';

export function takeFiles({ outbox, sent }: BankFolders, ledger: Ledger): void {
  if (!existsSync(outbox)) return;
  for (const name of readdirSync(outbox).toSorted()) {
    if (!WHOLE.test(name)) continue;
    const kept = freeNameIn(sent, name);
    renameSync(join(outbox, name), join(sent, kept));
    const text = readFileSync(join(sent, kept), 'utf8');
    const messageId = MESSAGE_ID.exec(text)?.[1] ?? '';
    const reference = REFERENCE.exec(name)?.[1] ?? name;
    ledger.append({ kind: FILE_KIND, reference, number: messageId, facts: { name: kept } });
  }
}

function freeNameIn(folder: string, name: string): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${number}-${name}`;
    if (!existsSync(join(folder, candidate))) return candidate;
  }
}

/** Not hidden, and not unfinished. */
const WHOLE = /^[^.].*\.xml$/i;
const REFERENCE = /([0-9A-HJKMNP-TV-Z]{20})\.xml$/;
const MESSAGE_ID = /<MsgId>([^<]{1,35})<\/MsgId>/;
