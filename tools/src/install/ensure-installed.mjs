/**
 * Brings node_modules to what package-lock.json says, before anything else runs. Nothing to do is
 * the usual case and costs one hash of the lock.
 *
 * This runs before there is a pinned Node, so it is plain JavaScript for Node 20 without packages.
 */

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explainFailure } from './explain-failure.mjs';
import { isInstalled } from './is-installed.mjs';
import { showProgress } from './show-progress.mjs';

export const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');

/** The Node that the package `node` brought: the one everything but this folder runs on. */
export const PINNED_NODE = join(
  ROOT,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/**
 * @returns {Promise<boolean>} false when the packages could not be installed; why has been printed
 */
export async function ensureInstalled() {
  if (nodeMajor() < NODE_MAJOR_MIN) {
    return refuse(`Kontor needs Node ${NODE_MAJOR_MIN} or newer; this is ${process.version}.`);
  }
  const lockText = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  const digest = createHash('sha256').update(lockText).digest('hex');
  if (existsSync(PINNED_NODE)) {
    if (readIfThere(STAMP) === digest) return true;
    const installed = readIfThere(NPM_RECORD);
    if (
      installed &&
      isInstalled({ lock: JSON.parse(lockText), installed: JSON.parse(installed) })
    ) {
      writeFileSync(STAMP, digest);
      return true;
    }
  }
  if (!(await install(JSON.parse(lockText)))) return false;
  writeFileSync(STAMP, digest);
  return true;
}

/** @param {import('./is-installed.mjs').Lock} lock */
async function install(lock) {
  const progress = showProgress({ folder: join(ROOT, 'node_modules'), lock });
  const { code, errors } = await runNpm();
  if (code === 0 && existsSync(PINNED_NODE)) {
    progress.done();
    return true;
  }
  progress.stop();
  const advice = explainFailure({ output: errors, freeBytes: freeBytes() });
  return refuse(`${advice}\n\nnpm said:\n${firstWords(errors) || `exit code ${code}`}`);
}

/** @returns {Promise<{ code: number | null, errors: string }>} */
function runNpm() {
  const npm = spawn('npm', NPM_ARGUMENTS, {
    cwd: ROOT,
    env: withoutOurNode(process.env),
    shell: process.platform === 'win32',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  npm.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
  return new Promise((done) => {
    npm.on('error', (error) => done({ code: 1, errors: `${errors}${error.message}\n` }));
    npm.on('close', (code) => done({ code, errors }));
  });
}

/**
 * npm gives its reason first and its manual afterwards.
 * @param {string} errors
 */
function firstWords(errors) {
  const lines = errors.split('\n').filter((line) => !SAYS_NOTHING.test(line));
  return lines.slice(0, NPM_LINES_SHOWN).join('\n');
}

/**
 * npm must not run on the Node inside the folder that it is about to empty.
 * @param {NodeJS.ProcessEnv} environment
 */
function withoutOurNode(environment) {
  const name = Object.keys(environment).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const folders = (environment[name] ?? '').split(delimiter);
  const kept = folders.filter((folder) => !folder.endsWith(join('node_modules', '.bin')));
  return { ...environment, [name]: kept.join(delimiter) };
}

function freeBytes() {
  const folder = join(ROOT, 'node_modules');
  const { bavail, bsize } = statfsSync(existsSync(folder) ? folder : ROOT);
  return bavail * bsize;
}

/** @param {string} path */
function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** @param {string} message */
function refuse(message) {
  process.stderr.write(`\n${message}\n`);
  return false;
}

function nodeMajor() {
  return Number.parseInt(process.versions.node, 10);
}

const NODE_MAJOR_MIN = 20;
const STAMP = join(ROOT, 'node_modules/.kontor-lock');
const NPM_RECORD = join(ROOT, 'node_modules/.package-lock.json');

/** Enough for npm's reason with its details, or for a handful of packages that it misses. */
const NPM_LINES_SHOWN = 10;

/** Empty lines and stack traces. */
const SAYS_NOTHING = /^(npm error)?\s*(at .*)?$/;

/**
 * At `error`, npm keeps quiet about packages that want a newer Node than the one installing them:
 * they run on the pinned one. Development packages are part of the two commands, whatever NODE_ENV.
 */
const NPM_ARGUMENTS = ['ci', '--loglevel=error', '--include=dev', '--no-audit', '--no-fund'];

if (resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  process.exitCode = (await ensureInstalled()) ? 0 : 1;
}
