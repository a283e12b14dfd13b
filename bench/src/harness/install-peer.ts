/**
 * What a user would pick instead, fetched when it is measured: its package.json stands in a folder
 * of `peers` and names exact versions. Kontor itself depends on none of them.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type PeerName = 'pg-boss' | 'graphile-worker' | 'dbos' | 'restate';

export type Peer = {
  readonly folder: string;
  /** As it is called in tables: name and version. */
  readonly title: string;
};

export function installPeer(name: PeerName): Peer {
  const folder = join(PEERS, name);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const wanted = Object.entries(manifest.dependencies);
  if (!wanted.every(([each, version]) => installedVersion(folder, each) === version)) {
    execFileSync('npm', ['install', '--prefix', folder, ...QUIETLY], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return { folder, title: `${name} ${wanted[0]?.[1] ?? ''}` };
}

function installedVersion(folder: string, name: string): string | undefined {
  const file = join(folder, 'node_modules', name, 'package.json');
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}

const PEERS = join(import.meta.dirname, '../../peers');
const QUIETLY = ['--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
