/**
 * Databases that a test makes while it runs: empty, or a copy of one that nobody is connected to.
 * They are dropped with the file that made them. Call it once, at the top of the file.
 */

import { randomBytes } from 'node:crypto';
import { openPool } from '@kontor/postgres';
import { afterAll, inject } from 'vitest';
import { inDatabase } from './names.ts';

export type MadeDatabases = {
  /** Without our schema; answers the connection string. */
  empty(): Promise<string>;
  copyOf(connectionString: string): Promise<string>;
};

export function madeDatabases(): MadeDatabases {
  const server = inject('databaseServer');
  const made: string[] = [];
  const make = async (template: string) => {
    const name = `kontor_test_${randomBytes(8).toString('hex')}`;
    await onServer(server, `create database ${name} template ${template}`);
    made.push(name);
    return inDatabase(server, name);
  };
  afterAll(async () => {
    for (const name of made) await onServer(server, `drop database ${name} with (force)`);
  });
  return {
    empty: () => make('template0'),
    copyOf: (connectionString) => make(new URL(connectionString).pathname.slice(1)),
  };
}

export async function onServer(connectionString: string, statement: string): Promise<void> {
  const server = openPool({ connectionString, connectionsMax: 1 });
  await server.query(statement);
  await server.end();
}
