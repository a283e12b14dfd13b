/** The versions of a document, oldest first. */

import { listDocumentVersions } from '@kontor/contracts';
import type { TransactionId } from '@kontor/kernel';
import { notFound, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listDocumentVersionsRoute = route(
  listDocumentVersions,
  async ({ params, call }, { corrections }: Pick<Services, 'corrections'>) => {
    const outcome = await corrections.listVersions(call, params.transactionId as TransactionId);
    if (outcome.kind === 'absent') return notFound();
    return reply(200, { items: [...outcome.value] });
  },
);
