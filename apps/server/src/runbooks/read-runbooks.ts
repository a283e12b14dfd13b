/** The runbooks, read once when the server starts, from the pages that people read. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRunbook, type Runbook } from '@kontor/governance';

/** By the code of the exceptions that they are for. */
export type Runbooks = ReadonlyMap<string, Runbook>;

export function readRunbooks(folder: string = RUNBOOKS): Runbooks {
  const pages = readdirSync(folder).filter((file) => file.endsWith('.md') && file !== 'README.md');
  return new Map(
    pages.map((file) => {
      const page = readFileSync(join(folder, file), 'utf8');
      const runbook = parseRunbook(file.slice(0, -'.md'.length), page);
      return [runbook.code, runbook] as const;
    }),
  );
}

const RUNBOOKS = join(import.meta.dirname, '../../../../docs/runbooks');
