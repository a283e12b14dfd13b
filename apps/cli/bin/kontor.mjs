#!/usr/bin/env node
/**
 * Starts the command line under a Node that runs TypeScript as it is: the one that runs this if it
 * can, otherwise the one that npm brought along.
 */

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

if (process.features.typescript) {
  await import('../src/main.ts');
} else {
  process.exitCode = runUnder(pinnedNode());
}

/** @param {string | undefined} node */
function runUnder(node) {
  if (node === undefined) {
    process.stderr.write('kontor needs Node 24: run npm ci, which brings it along.\n');
    return 2;
  }
  const { error, status, signal } = spawnSync(node, [main, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  if (error) {
    process.stderr.write(`kontor cannot start ${node}: ${error.message}\n`);
    return 2;
  }
  return status ?? (signal ? 128 + constants.signals[signal] : 2);
}

function pinnedNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve('node/package.json');
    return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    return undefined;
  }
}
