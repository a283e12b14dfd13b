/**
 * Where the collected test data are; they are no part of this repository, and tests skip without.
 */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { testDataRoot } from './config.ts';

export function testData(folder: string): string | undefined {
  const root = testDataRoot() ?? resolve(import.meta.dirname, BESIDE_REPOSITORY);
  const path = resolve(root, folder);
  return existsSync(path) ? path : undefined;
}

const BESIDE_REPOSITORY = '../../../../shared/data';
