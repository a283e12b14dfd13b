/** The legal entities of the token. */

import { listLegalEntities } from '@kontor/contracts';
import { reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listLegalEntitiesRoute = route(
  listLegalEntities,
  async ({ call }, { companies }: Pick<Services, 'companies'>) =>
    reply(200, { items: [...(await companies.list(call))] }),
);
