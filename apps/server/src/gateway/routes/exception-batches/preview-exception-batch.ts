/** What a batch would do. */

import { previewExceptionBatch } from '@kontor/contracts';
import { reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';
import { isForbiddenEntity } from './is-forbidden-entity.ts';

export const previewExceptionBatchRoute = route(
  previewExceptionBatch,
  async ({ body, call }, { exceptionBatches }: Pick<Services, 'exceptionBatches'>) => {
    if (isForbiddenEntity(call, body.value)) return { problem: 'legal_entity_forbidden' };
    const outcome = await exceptionBatches.preview(call, body.value);
    return outcome.kind === 'found'
      ? reply(200, outcome.value)
      : { problem: 'invalid_request', errors: outcome.errors };
  },
);
