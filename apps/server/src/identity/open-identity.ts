/** Who may call: applications registered with us, or whatever another issuer says. */

import type { Permission } from '@kontor/contracts';
import type { Clock } from '@kontor/kernel';
import type { JWK } from 'jose';
import type pg from 'pg';
import type { Application, Applications } from './application.ts';
import { registeredArtefacts } from './artefacts/registered-artefacts.ts';
import type { DerivedKeys } from './derived-keys.ts';
import { embeddedIdentity, type ErrorPage } from './embedded-identity.ts';
import { externalIdentity } from './external-identity.ts';
import type { Identity } from './identity.ts';
import { issuerMetadata } from './issuer-metadata.ts';
import { registeredPeople } from './people/registered-people.ts';

type Options = {
  readonly options: {
    readonly publicUrl: string;
    readonly issuer?: { readonly url: string; readonly audience: string };
  };
  readonly pool: pg.Pool;
  readonly signingKeys: readonly JWK[];
  readonly keys: DerivedKeys;
  readonly errorPage: ErrorPage;
  readonly onFault: (fault: unknown) => void;
  readonly clock: Clock;
};

export async function openIdentity(opening: Options): Promise<Identity> {
  const { options, pool, signingKeys, keys, clock } = opening;
  const { publicUrl, issuer } = options;
  if (issuer) {
    const metadata = issuerMetadata(issuer.url);
    // An issuer that is away keeps nobody from starting: its keys are asked for when needed.
    const known = await metadata().catch((fault: unknown) => {
      opening.onFault(fault);
    });
    return externalIdentity({
      issuer: issuer.url,
      audience: issuer.audience,
      tokenEndpoint: known?.tokenEndpoint ?? issuer.url,
      publicUrl,
      keys: { address: async () => (await metadata()).keysAddress },
      clock,
    });
  }
  return embeddedIdentity({
    publicUrl,
    signingKeys: { keys: [...signingKeys] },
    applications: registeredApplications(pool),
    people: registeredPeople(pool),
    artefacts: registeredArtefacts(pool, clock),
    consoleClient: { secret: keys.consoleClient, cookieKey: keys.issuerCookies },
    errorPage: opening.errorPage,
    onFault: opening.onFault,
    clock,
  });
}

function registeredApplications(pool: pg.Pool): Applications {
  return {
    async find(clientId) {
      const { rows } = await pool.query<ApplicationRow>({
        name: 'find_application',
        text: FIND_APPLICATION,
        values: [clientId],
      });
      return rows[0] && fromApplicationRow(rows[0]);
    },
  };
}

const FIND_APPLICATION = `
  select application_id, name, secret_hash, jwks, permissions, legal_entities
  from application
  where application_id = $1 and not disabled
`;

type ApplicationRow = {
  readonly application_id: string;
  readonly name: string;
  readonly secret_hash: string | null;
  readonly jwks: { readonly keys: readonly object[] } | null;
  readonly permissions: readonly Permission[];
  readonly legal_entities: readonly string[];
};

function fromApplicationRow(row: ApplicationRow): Application {
  return {
    clientId: row.application_id,
    name: row.name,
    permissions: row.permissions,
    legalEntities: row.legal_entities,
    ...(row.secret_hash !== null && { secretHash: row.secret_hash }),
    ...(row.jwks !== null && { jwks: row.jwks }),
  };
}
