/**
 * One PostgreSQL server for a run of the tests, and in it one migrated database that every test
 * file copies. Nothing has to survive a power cut here, so the server does not wait for the disk.
 */

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openPool, startEmbeddedPostgres } from '@kontor/postgres';
import type { TestProject } from 'vitest/node';
import { inDatabase, TEMPLATE_DATABASE } from './names.ts';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-test-'));
  // When the tests run as root, the server runs as another user, who must pass through.
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({ folder, settings: IN_A_HURRY });
  await makeTemplate(server.connectionString);
  project.provide('databaseServer', server.connectionString);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function makeTemplate(connectionString: string): Promise<void> {
  const server = openPool({ connectionString, connectionsMax: 1 });
  await server.query(`create database ${TEMPLATE_DATABASE}`);
  await server.end();
  const template = openPool({ connectionString: inDatabase(connectionString, TEMPLATE_DATABASE) });
  await migrate(template, MIGRATIONS);
  await template.end();
}

const MIGRATIONS = join(import.meta.dirname, '../../../../database/migrations');

const IN_A_HURRY = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  // Test files run beside each other, each with a pool or two.
  max_connections: '200',
};
