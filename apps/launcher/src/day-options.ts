/** How the day reaches a platform that was started here. */

import type { DayOptions } from '@kontor/day';
import { credentialsOf } from './credentials.ts';
import type { Platform } from './start-platform.ts';

/** As much of a platform as is known before its server runs. */
type Reached = Pick<Platform, 'sandbox' | 'company' | 'bankFolder'> & {
  readonly server: { readonly url: string };
};

export function dayOptions({ server, sandbox, company, bankFolder }: Reached): DayOptions {
  const client = (clientId: string) => credentialsOf(company, clientId, server.url);
  return {
    api: {
      url: server.url,
      tokenUrl: client('operations').tokenUrl,
      clients: {
        shop: client('shop'),
        subscriptions: client('subscriptions'),
        treasury: client('treasury'),
        operations: client('operations'),
        controller: client('controller'),
      },
    },
    sandbox: {
      sapControlUrl: sandbox.system('sap-s4hana').controlUrl,
      salesforceControlUrl: sandbox.system('salesforce').controlUrl,
      bank: sandbox.bank,
      bankFolder,
    },
    company: sandbox.company,
  };
}

/** The day's applications send in a minute what others send in a morning. */
export const DAY_REQUESTS_PER_MINUTE = 60_000;
