/** Writes a failing run into `simulation/failures`, where a test plays it for ever. */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { RunOutcome } from '../simulate.ts';
import type { KeptFailure } from './failure.ts';

const FOLDER = join(import.meta.dirname, '../../failures');

/** Answers where it was written. */
export function keepFailure(outcome: RunOutcome, checker: string): string {
  const { seed, plan, setting, trace, violations } = outcome;
  const detail = violations[0]?.detail ?? '';
  const failure: KeptFailure = { seed, checker, detail, plan, setting, trace };
  const path = join(FOLDER, `seed-${seed}.json`);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(path, `${JSON.stringify(failure, undefined, 2)}\n`);
  return relative(process.cwd(), path);
}

export function keptFailures(): readonly KeptFailure[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as KeptFailure);
}
