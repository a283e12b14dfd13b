/**
 * Our memory of what was given to the bank: one small file for each payment file, in `handed-over/`
 * below the outbox, written once and never changed.
 *
 * The record is durable before the payment file gets its name. So whoever finds no record knows
 * that nothing was handed over, and whoever finds one knows by the temporary file that it names
 * whether the last step was done: it is gone exactly when the payment file appeared.
 */

import { link, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { faultCode, unless } from './file-fault.ts';
import { syncFolder, writeDurably } from './write-durably.ts';

export const HandOverRecord = Type.Object({
  name: Type.String(),
  messageId: Type.String(),
  sha256: Type.String(),
  /** In the outbox until the file has its name. Absent when the file was found there. */
  temporary: Type.Optional(Type.String({ pattern: '^[\\w.-]+\\.tmp$' })),
  at: Type.String(),
  reference: Type.String(),
  legalEntity: Type.String(),
  number: Type.String(),
  amount: Type.String(),
  currency: Type.String(),
  /** Of what is ordered, whatever reference it has. */
  content: Type.String(),
});
export type HandOverRecord = Static<typeof HandOverRecord>;

export const HANDED_OVER = 'handed-over';

/** Whether the folder is there: where it is not, another file system than ours is looked at. */
export async function hasMemory(outbox: string): Promise<boolean> {
  const found = await stat(join(outbox, HANDED_OVER)).catch((fault: unknown) => {
    if (faultCode(fault) === 'ENOENT' || faultCode(fault) === 'ENOTDIR') return undefined;
    throw fault;
  });
  return found?.isDirectory() === true;
}

/** `unreadable`: something was handed over, and a person must see what. */
export type RecordReading = HandOverRecord | 'unreadable' | undefined;

/** Undefined when nothing was handed over under this name. */
export async function readRecord(outbox: string, name: string): Promise<RecordReading> {
  const text = await readFile(pathOf(outbox, name), 'utf8').catch(unless('ENOENT', undefined));
  if (text === undefined) return undefined;
  const value = parseJson(text);
  return records.Check(value) ? value : 'unreadable';
}

/** Every record, in no order; for the time after a restore, when nobody waits. */
export async function* readRecords(outbox: string): AsyncGenerator<RecordReading, void, void> {
  for (const entry of await readdir(join(outbox, HANDED_OVER))) {
    if (entry.endsWith(EXTENSION)) yield readRecord(outbox, entry.slice(0, -EXTENSION.length));
  }
}

/** Writes it where it does not count yet; answers the name it has there. */
export function writeRecord(outbox: string, record: HandOverRecord): Promise<string> {
  const bytes = Buffer.from(`${JSON.stringify(record)}\n`);
  return writeDurably({ folder: join(outbox, HANDED_OVER), name: record.name, bytes });
}

/** Makes it count unless there is one already; answers the one that holds. */
export async function keepRecord(
  outbox: string,
  { name, written }: { readonly name: string; readonly written: string },
): Promise<RecordReading> {
  const path = join(outbox, HANDED_OVER, written);
  try {
    // A link is made by one alone, and never shows half a record.
    await link(path, pathOf(outbox, name));
  } catch (fault) {
    if (faultCode(fault) !== 'EEXIST') throw fault;
  } finally {
    await unlink(path).catch(() => {});
  }
  return readRecord(outbox, name);
}

/** Before the bank sees a file, its record has to survive a power cut. */
export function syncRecords(outbox: string): Promise<void> {
  return syncFolder(join(outbox, HANDED_OVER));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pathOf(outbox: string, name: string): string {
  return join(outbox, HANDED_OVER, name + EXTENSION);
}

const EXTENSION = '.json';
const records = Compile(HandOverRecord);
