/** What a person needs to call the API from here, written where the command line looks for it. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { present } from '@kontor/kernel';
import type { CompanySettings } from '@kontor/server';

export type Credentials = {
  readonly apiUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
};

export function credentialsOf(
  company: CompanySettings,
  clientId: string,
  apiUrl: string,
): Credentials {
  const application = company.applications.find((each) => each.clientId === clientId);
  return {
    apiUrl,
    tokenUrl: `${apiUrl}/oauth/token`,
    clientId,
    clientSecret: present(application?.clientSecret, `the sandbox has an application ${clientId}`),
  };
}

/** Readable by its owner alone. */
export function writeCredentials(home: string, credentials: Credentials): string {
  const file = join(home, 'credentials.json');
  writeFileSync(file, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  return file;
}
