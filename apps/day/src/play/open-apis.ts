/** A client of the API for each application, with a token for what it does and no more. */

import type { Permission } from '@kontor/contracts';
import type { Clock } from '@kontor/kernel';
import { type ApiClient, accessTokens, openApiClient } from '@kontor/client';
import type { DayClients, DayOptions } from './day-options.ts';

export type Apis = { readonly [Client in keyof DayClients]: ApiClient };

export function openApis({ api }: DayOptions, clock: Clock): Apis {
  const { url, tokenUrl, clients, resource } = api;
  const open = (client: keyof DayClients) => {
    const where = { tokenUrl, clock, ...(resource !== undefined && { resource }) };
    const permissions = PERMISSIONS[client];
    return openApiClient({
      url,
      tokens: accessTokens({ ...clients[client], permissions, ...where }),
    });
  };
  return {
    shop: open('shop'),
    subscriptions: open('subscriptions'),
    treasury: open('treasury'),
    operations: open('operations'),
    controller: open('controller'),
  };
}

/** What each of the applications asks its token for. */
const PERMISSIONS: Readonly<Record<keyof DayClients, readonly Permission[]>> = {
  shop: ['invoices:write'],
  subscriptions: ['invoices:write'],
  treasury: ['bank:write', 'bank:read'],
  operations: [
    'transactions:read',
    'bank:read',
    'receivables:read',
    'receivables:match',
    'exceptions:read',
    'exceptions:resolve',
    'approvals:decide',
    'deliveries:read',
    'connections:read',
    'events:read',
    'webhooks:write',
    'reports:read',
    'audit:read',
  ],
  controller: ['exceptions:read', 'exceptions:resolve', 'approvals:decide'],
};
