/** What became of one bank file. */

import { getBankFile } from '@kontor/contracts';
import type { BankFileId } from '@kontor/kernel';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getBankFileRoute = route(
  getBankFile,
  async ({ params, call }, { bank }: Pick<Services, 'bank'>) =>
    answerFound(await bank.findFile(call, params.bankFileId as BankFileId)),
);
