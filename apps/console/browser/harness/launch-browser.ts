/**
 * One Chromium for a run. Its package unpacks into the temporary folder and takes whatever it finds
 * there for its own; so it is given a folder of its version, which appears there as a whole.
 */

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type BrowserServer } from 'playwright-core';

export async function launchBrowser(): Promise<BrowserServer> {
  // The package has a Chromium for Linux; elsewhere the installed Chrome is used.
  if (process.platform !== 'linux') return chromium.launchServer({ channel: 'chrome' });
  const folder = await unpackedChromium();
  return chromium.launchServer({
    executablePath: join(folder, 'chromium'),
    args: [...ARGS],
    env: { FONTCONFIG_PATH: join(folder, 'fonts'), HOME: folder },
  });
}

async function unpackedChromium(): Promise<string> {
  const require = createRequire(import.meta.url);
  const manifest = join(dirname(require.resolve('@sparticuz/chromium')), '../package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
  const folder = join(tmpdir(), `kontor-chromium-${version}`);
  if (existsSync(folder)) return folder;
  const unpacking = mkdtempSync(join(tmpdir(), 'kontor-chromium-unpacking-'));
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', UNPACK], {
    cwd: import.meta.dirname,
    env: { TMPDIR: unpacking },
  });
  mkdirSync(dirname(folder), { recursive: true });
  try {
    renameSync(unpacking, folder);
  } catch (error) {
    rmSync(unpacking, { recursive: true, force: true });
    // Another run was quicker; its folder is as good.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

const UNPACK = `
import chromium from '@sparticuz/chromium';
await chromium.executablePath();
`;

/** Not the package's own arguments, which switch the security of the web off. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-zygote',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];
