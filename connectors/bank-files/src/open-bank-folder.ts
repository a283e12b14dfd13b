/**
 * A folder that banks, or the software that fetches from them, put files into. Each look takes the
 * files that stopped changing since the look before, hands them to the import, and moves them to
 * `done/` or `quarantine/`.
 *
 * It remembers nothing that matters: a file is moved only after its import is durable, and the
 * import knows the bytes it has seen. Whenever the process dies, the next look does the rest, once.
 */

import { createReadStream } from 'node:fs';
import { lstat, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Defect } from '@kontor/kernel';
import { putAway } from './put-away.ts';

export type BankFolderOptions = {
  readonly folder: string;
  readonly clock: Clock;
  readonly importFile: FolderImport;
  /** Told of what keeps a file from being taken; the file stays, and the next look tries again. */
  readonly onTrouble: (error: unknown, name: string) => void;
};

/** Resolves when what became of the file is durable; throws when nobody knows. */
export type FolderImport = (file: {
  readonly name: string;
  readonly source: AsyncIterable<Uint8Array>;
}) => Promise<FolderImportOutcome>;

export type FolderImportOutcome =
  | {
      readonly kind: 'imported' | 'known';
      readonly file: {
        readonly bankFileId: string;
        readonly status: 'booked' | 'waiting' | 'information' | 'duplicate' | 'quarantined';
        readonly reasons: readonly Defect[];
      };
    }
  /** It was a status report on payments, and not a statement. */
  | {
      readonly kind: 'imported' | 'known';
      readonly report: {
        readonly reportId: string;
        readonly status: 'taken' | 'quarantined';
        readonly reasons: readonly Defect[];
      };
    }
  | { readonly kind: 'not_a_bank_file'; readonly defects: readonly Defect[] }
  | { readonly kind: 'entity_forbidden'; readonly legalEntity: string };

export type BankFolder = {
  /** Answers how many files were taken. Looks must not overlap. */
  look(): Promise<number>;
};

export function openBankFolder(options: BankFolderOptions): BankFolder {
  let seen = new Map<string, string>();
  return {
    async look() {
      const shapes = await shapesOf(options.folder);
      const stable = [...shapes].filter(([name, shape]) => seen.get(name) === shape);
      seen = shapes;
      let taken = 0;
      for (const [name, shape] of stable) {
        const isTaken = await take(options, name, shape).catch((error: unknown) => {
          options.onTrouble(error, name);
          return false;
        });
        if (isTaken) taken += 1;
      }
      return taken;
    },
  };
}

/** Size, time of change and inode of every file that is ours to take, by name. */
async function shapesOf(folder: string): Promise<Map<string, string>> {
  await mkdir(folder, { recursive: true });
  const shapes = new Map<string, string>();
  for (const name of (await readdir(folder)).sort()) {
    if (isUnfinished(name)) continue;
    const shape = await shapeOf(join(folder, name));
    if (shape !== undefined) shapes.set(name, shape);
  }
  return shapes;
}

/** Undefined when it is gone or no plain file: links could lead anywhere. */
async function shapeOf(path: string): Promise<string | undefined> {
  const file = await lstat(path, { bigint: true }).catch(() => undefined);
  return file?.isFile() ? `${file.size} ${file.mtimeNs} ${file.ino}` : undefined;
}

async function take(options: BankFolderOptions, name: string, shape: string): Promise<boolean> {
  const { folder, clock, importFile } = options;
  const path = join(folder, name);
  const outcome = isTooLarge(shape) ? TOO_LARGE : await importFile({ name, source: bytesOf(path) });
  // A sender that writes on after a pause gets another look; what was read of it proves nothing.
  if ((await shapeOf(path)) !== shape) return false;
  await putAway({ folder, name, outcome, at: clock.now() });
  return true;
}

/** Opened when it is read, so that an import that never reads leaves nothing open. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array, void, void> {
  for await (const chunk of createReadStream(path)) yield chunk as Uint8Array;
}

function isTooLarge(shape: string): boolean {
  return BigInt(shape.slice(0, shape.indexOf(' '))) > FILE_BYTES_MAX;
}

/** Hidden files, and the names that transfer programs use until a file is whole. */
function isUnfinished(name: string): boolean {
  return name.startsWith('.') || UNFINISHED.test(name);
}

const UNFINISHED = /\.(tmp|temp|part|partial|filepart|crdownload|lock)$|~$/i;

/** A gibibyte: ten times the largest statement file we know of. */
const FILE_BYTES_MAX = 1_073_741_824n;

const TOO_LARGE: FolderImportOutcome = {
  kind: 'not_a_bank_file',
  defects: [
    { code: 'file_too_large', at: 'file', detail: 'The file is larger than 1 GiB: split it.' },
  ],
};
