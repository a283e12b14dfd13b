/**
 * Contract files that vendors publish and that may be read but not copied into this repository.
 * They are looked for beside it; tests that use them skip, saying so, where they are absent.
 */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The path of a contract file such as `sap-s4hana/some.wsdl`, or undefined where it is absent. */
export function publishedContract(file: string): string | undefined {
  const path = resolve(import.meta.dirname, BESIDE_REPOSITORY, file);
  return existsSync(path) ? path : undefined;
}

const BESIDE_REPOSITORY = '../../../../shared/specs';
