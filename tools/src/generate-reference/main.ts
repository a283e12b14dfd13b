/** Writes docs/reference from the contracts. `node tools/src/generate-reference/main.ts` */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { REFERENCE_FOLDER, referencePages } from './reference-pages.ts';

for (const [name, text] of Object.entries(await referencePages())) {
  const file = new URL(name, REFERENCE_FOLDER);
  mkdirSync(dirname(file.pathname), { recursive: true });
  writeFileSync(file, text);
}
