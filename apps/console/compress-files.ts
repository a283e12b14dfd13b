/**
 * Puts a brotli and a gzip copy beside every built file, once, as small as they get: the server
 * hands out the one that a browser understands and never compresses anything itself.
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

export function compressFiles(): Plugin {
  return {
    name: 'compress-files',
    apply: 'build',
    async writeBundle({ dir }) {
      const folder = join(dir ?? '', 'assets');
      await Promise.all(readdirSync(folder).map((name) => compress(join(folder, name))));
    },
  };
}

async function compress(file: string): Promise<void> {
  const bytes = readFileSync(file);
  if (bytes.length < BYTES_MIN) return;
  writeFileSync(`${file}.br`, await promisify(brotliCompress)(bytes, SMALLEST));
  writeFileSync(
    `${file}.gz`,
    await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
  );
}

/** Below it fits into one packet as it is. */
const BYTES_MIN = 1_400;
const SMALLEST = {
  params: {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
  },
};
