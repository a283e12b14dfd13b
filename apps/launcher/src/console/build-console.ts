/**
 * Builds the console when what it is made of has changed since the last time, and says where it is.
 * The build is a program of its own, so that its memory is given back. A build that fails leaves
 * the platform without a console and says so: the API does not depend on it.
 */

import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildEnvironment } from '../config.ts';
import { hashSources } from './hash-sources.ts';

export async function buildConsole(
  onProgress: (step: string) => void,
): Promise<string | undefined> {
  const built = join(CONSOLE, 'dist');
  const note = join(built, 'sources.txt');
  const sources = hashSources(CONSOLE);
  if (existsSync(note) && readFileSync(note, 'utf8') === sources) return built;
  onProgress('Building the console');
  const { code, said } = await runVite();
  if (code !== 0) {
    onProgress(`The console could not be built, so it is not served:\n${said}`);
    return undefined;
  }
  writeFileSync(note, sources);
  return built;
}

function runVite(): Promise<{ readonly code: number | null; readonly said: string }> {
  const require = createRequire(join(CONSOLE, 'package.json'));
  const program = join(dirname(require.resolve('vite/package.json')), 'bin/vite.js');
  const said: string[] = [];
  const vite = spawn(
    process.execPath,
    [program, 'build', CONSOLE, '--logLevel', 'warn'],
    // A test's NODE_ENV would build a React that checks itself, half again as large and slow.
    { env: buildEnvironment() },
  );
  for (const stream of [vite.stdout, vite.stderr]) {
    stream.on('data', (bytes: Buffer) => void said.push(bytes.toString()));
  }
  return new Promise((resolve, reject) => {
    vite.on('error', reject);
    vite.on('close', (code) => resolve({ code, said: said.join('').trim() }));
  });
}

const CONSOLE = join(import.meta.dirname, '../../../console');
