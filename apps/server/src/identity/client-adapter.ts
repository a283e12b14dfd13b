/**
 * What the authorization server remembers. Clients come from the registered applications; used
 * client assertions are remembered in memory until they expire, so that one cannot be used twice.
 * Access tokens are signed and not kept.
 */

import type { Adapter, AdapterConstructor, AdapterPayload } from 'oidc-provider';
import type { Application, Applications } from './application.ts';

export function clientAdapter(applications: Applications): AdapterConstructor {
  return class implements Adapter {
    readonly #name: string;
    readonly #kept = new Map<string, AdapterPayload>();

    constructor(name: string) {
      this.#name = name;
    }

    async find(id: string): Promise<AdapterPayload | undefined> {
      if (this.#name !== 'Client') return this.#kept.get(id);
      const application = await applications.find(id);
      return application && toClient(application);
    }

    async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<undefined> {
      this.#forgetSome();
      this.#kept.set(id, payload);
      setTimeout(() => this.#kept.delete(id), (expiresIn ?? KEPT_SECONDS_MAX) * 1_000).unref();
    }

    async destroy(id: string): Promise<undefined> {
      this.#kept.delete(id);
    }

    async consume(): Promise<undefined> {}
    async findByUserCode(): Promise<undefined> {}
    async findByUid(): Promise<undefined> {}
    async revokeByGrantId(): Promise<undefined> {}

    #forgetSome(): void {
      if (this.#kept.size < KEPT_MAX) return;
      const oldest = this.#kept.keys().next();
      if (!oldest.done) this.#kept.delete(oldest.value);
    }
  };
}

function toClient(application: Application): AdapterPayload {
  const { clientId, secretHash, jwks, permissions, legalEntities } = application;
  return {
    client_id: clientId,
    client_name: application.name,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    scope: permissions.join(' '),
    legal_entities: [...legalEntities],
    ...(jwks
      ? { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [...jwks.keys] } }
      : { token_endpoint_auth_method: 'client_secret_basic', client_secret: secretHash ?? '' }),
  };
}

const KEPT_SECONDS_MAX = 600;
/** Assertions of a minute at a hundred a second, with room. */
const KEPT_MAX = 50_000;
