/**
 * Where the collected test data are: real files of banks, authorities and open projects, which are
 * not part of this repository. Tests that use them skip, saying so, where the folder is absent.
 */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The path of a folder of the test data, or undefined where it is absent. */
export function testData(folder: string): string | undefined {
  const root = process.env['KONTOR_TEST_DATA'] ?? resolve(import.meta.dirname, BESIDE_REPOSITORY);
  const path = resolve(root, folder);
  return existsSync(path) ? path : undefined;
}

const BESIDE_REPOSITORY = '../../../../shared/data';
