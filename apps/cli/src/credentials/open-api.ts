import { accessTokens, openApiClient, type ApiClient } from '@kontor/client';
import type { Permission } from '@kontor/contracts';
import { systemClock } from '@kontor/kernel';
import type { Credentials } from './read-credentials.ts';

/** The platform, with as much permission as a command needs. */
export function openApi(
  { apiUrl, tokenUrl, clientId, clientSecret }: Credentials,
  permissions: readonly Permission[],
): ApiClient {
  const client = { clientId, clientSecret, permissions };
  return openApiClient({
    url: apiUrl,
    tokens: accessTokens({ tokenUrl, ...client, clock: systemClock }),
  });
}
