/** The only reader of the environment for `npm start`. */

import { resolve } from 'node:path';

export type LauncherConfig = {
  /** Where this installation keeps what is its own. */
  readonly home: string;
  readonly port: number;
  readonly sandboxPort: number;
  /** PostgreSQL of your own instead of the one from npm. */
  readonly databaseUrl?: string;
  /** No day of finance on the first start. */
  readonly isQuiet: boolean;
};

/** What the console is built in: React as it is shipped, whatever this process runs as. */
export function buildEnvironment(environment: Environment = process.env): Environment {
  return { ...environment, NODE_ENV: 'production' };
}

type Environment = Readonly<Record<string, string | undefined>>;

export function readLauncherConfig(environment: Environment = process.env): LauncherConfig {
  const port = Number.parseInt(environment['PORT'] ?? '8480', 10);
  const databaseUrl = environment['DATABASE_URL'];
  return {
    home: resolve(environment['KONTOR_HOME'] ?? '.kontor'),
    port,
    sandboxPort: Number.parseInt(environment['KONTOR_SANDBOX_PORT'] ?? String(port + 10), 10),
    isQuiet: environment['KONTOR_DAY'] === 'no',
    ...(databaseUrl !== undefined && databaseUrl !== '' && { databaseUrl }),
  };
}
