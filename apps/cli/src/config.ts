/** The only reader of the environment: where the platform is, and who asks. */

import { resolve } from 'node:path';

export type Environment = {
  /** Folder of the installation; found from the working folder upwards when it is not given. */
  readonly home: string | undefined;
  readonly workingFolder: string;
  /** Instead of the credentials that the server wrote at its first start. */
  readonly apiUrl: string | undefined;
  readonly tokenUrl: string | undefined;
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
};

export function readEnvironment(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Environment {
  const home = environment['KONTOR_HOME'];
  return {
    home: home === undefined ? undefined : resolve(home),
    workingFolder: process.cwd(),
    apiUrl: environment['KONTOR_API_URL'],
    tokenUrl: environment['KONTOR_TOKEN_URL'],
    clientId: environment['KONTOR_CLIENT_ID'],
    clientSecret: environment['KONTOR_CLIENT_SECRET'],
  };
}
