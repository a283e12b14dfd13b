/** What a correction would do. */

import { previewCorrection } from '@kontor/contracts';
import type { TransactionId } from '@kontor/kernel';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const previewCorrectionRoute = route(
  previewCorrection,
  async ({ params, body, call }, { corrections }: Pick<Services, 'corrections'>) => {
    const id = params.transactionId as TransactionId;
    return answerFound(await corrections.preview(call, { id, document: body.value.document }));
  },
);
