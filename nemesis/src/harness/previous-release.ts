/**
 * The release before this one, as `database/previous-release` names it: the commit of the servers
 * that still run while servers of this one start. Its tree is taken out of git into a folder of its
 * own, with its own packages under their names: linked to ours, an old server would run new code.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { assert } from '@kontor/kernel';

export type Release = {
  readonly commit: string;
  /** Its server, as it was shipped. */
  readonly server: string;
  readonly migrations: string;
  /** Those it knows: it does not start with a company file that gives others. */
  readonly permissions: readonly string[];
};

/** Or why there is none: a downloaded archive has no history. */
export type NoRelease = { readonly missing: string };

export async function takePreviousRelease(folder: string): Promise<Release | NoRelease> {
  const commit = readFileSync(join(CHECKOUT, 'database/previous-release'), 'utf8').trim();
  assert(/^[0-9a-f]{40}$/.test(commit), 'database/previous-release is a commit in full');
  const missing = whyNot(commit);
  if (missing !== undefined) return { missing };
  mkdirSync(folder, { recursive: true });
  const archive = execFileSync('git', ['archive', '--format=tar', commit], {
    ...{ cwd: CHECKOUT, maxBuffer: ARCHIVE_BYTES_MAX },
  });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  installInto(folder);
  const file = pathToFileURL(join(folder, 'packages/contracts/src/permission.ts')).href;
  const { PERMISSION_NAMES: permissions } = (await import(file)) as {
    readonly PERMISSION_NAMES: readonly string[];
  };
  return {
    permissions,
    commit,
    server: join(folder, 'apps/server/src/main.ts'),
    migrations: join(folder, 'database/migrations'),
  };
}

function whyNot(commit: string): string | undefined {
  try {
    execFileSync('git', ['cat-file', '-e', `${commit}^{commit}`], {
      ...{ cwd: CHECKOUT, stdio: 'ignore' },
    });
    return undefined;
  } catch {
    return `there is no git history here with the release before this one, ${commit.slice(0, 7)}`;
  }
}

/** What both need in the same versions is there already; else npm installs what it needs. */
function installInto(folder: string): void {
  const [theirs, ours] = [folder, CHECKOUT].map((root) =>
    readFileSync(join(root, 'package-lock.json'), 'utf8'),
  );
  if (theirs !== ours) {
    execFileSync('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], {
      ...{ cwd: folder, stdio: 'ignore' },
    });
    return;
  }
  linkOthers(folder, '.');
  for (const file of globSync('*/{,*/}package.json', { cwd: folder })) {
    const { name } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { name?: string };
    if (name?.startsWith(OWN) !== true) continue;
    link(join(folder, dirname(file)), join(folder, 'node_modules', name));
    linkOthers(folder, dirname(file));
  }
}

/** Everything that a folder of ours has installed, but for our own packages. */
function linkOthers(folder: string, at: string): void {
  const installed = join(CHECKOUT, at, 'node_modules');
  if (!existsSync(installed)) return;
  for (const name of readdirSync(installed)) {
    if (`${name}/` !== OWN) link(join(installed, name), join(folder, at, 'node_modules', name));
  }
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, 'junction');
}

const CHECKOUT = join(import.meta.dirname, '../../..');
const OWN = '@kontor/';
/** The repository has a few megabytes of text. */
const ARCHIVE_BYTES_MAX = 512 * 1024 * 1024;
