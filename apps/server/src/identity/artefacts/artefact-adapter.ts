/**
 * How `oidc-provider` reaches what it remembers. Its clients are the registered applications and
 * the console; everything else is an artefact.
 */

import { errors, type Adapter, type AdapterConstructor, type AdapterPayload } from 'oidc-provider';
import type { Application, Applications } from '../application.ts';
import { CONSOLE_APPLICATION } from '../sessions/session.ts';
import type { Artefacts } from './artefacts.ts';

type Options = {
  readonly applications: Applications;
  readonly artefacts: Artefacts;
  /** The console, as the client that it is; it is nobody's registered application. */
  readonly consoleClient: Promise<AdapterPayload>;
};

export function artefactAdapter(options: Options): AdapterConstructor {
  const { applications, artefacts, consoleClient } = options;
  return class implements Adapter {
    readonly #kind: string;

    constructor(kind: string) {
      this.#kind = kind;
    }

    async find(id: string): Promise<AdapterPayload | undefined> {
      if (this.#kind !== 'Client') return artefacts.find(this.#kind, id);
      if (id === CONSOLE_APPLICATION) return consoleClient;
      const application = await applications.find(id);
      return application && toClient(application);
    }

    async findByUid(uid: string): Promise<AdapterPayload | undefined> {
      return artefacts.findByUid(this.#kind, uid);
    }

    async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<undefined> {
      await artefacts.keep(this.#kind, id, payload, expiresIn ?? KEPT_SECONDS_MAX);
    }

    async consume(id: string): Promise<undefined> {
      if (await artefacts.consume(this.#kind, id)) return;
      throw new errors.InvalidGrant('it was used before');
    }

    async destroy(id: string): Promise<undefined> {
      await artefacts.forget(this.#kind, id);
    }

    async revokeByGrantId(grantId: string): Promise<undefined> {
      await artefacts.forgetGrant(grantId);
    }

    async findByUserCode(): Promise<undefined> {}
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
