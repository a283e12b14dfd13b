/** Who asks, in words: their name, what they may do and for whom, and which platform this is. */

import { PERMISSION_NAMES, ROLES, type ConsoleViewer } from '@kontor/contracts';
import type pg from 'pg';
import type { ConsoleViewers } from '../../../gateway/console-services.ts';
import type { Call } from '../../../gateway/services.ts';
import { listLegalEntities } from '../../companies/list-legal-entities.ts';

export type Installation = ConsoleViewer['installation'];

type Options = { readonly pool: pg.Pool; readonly installation: Installation };

export function viewerService({ pool, installation }: Options): ConsoleViewers {
  return {
    async read(call) {
      const legalEntities = await listLegalEntities(pool, call);
      return { ...toViewer(call), legalEntities: [...legalEntities], installation };
    },
  };
}

function toViewer({ actor }: Call) {
  const { subject, person, permissions } = actor;
  return {
    subject,
    name: person?.name ?? subject,
    roles: (person?.roles ?? []).map((name) => {
      const { title, sentence } = ROLES[name];
      return { name, title, sentence };
    }),
    permissions: PERMISSION_NAMES.filter((name) => permissions.has(name)),
    ...(person?.email !== undefined && { email: person.email }),
    ...(person && { sessionEndsAt: person.sessionEndsAt }),
  };
}
