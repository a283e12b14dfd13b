/** The transfers of one batch, with everything that the bank told of them. */

import { listPaymentTransfers } from '@kontor/contracts';
import type { TransactionId } from '@kontor/kernel';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listPaymentTransfersRoute = route(
  listPaymentTransfers,
  async ({ params, query, call, paging }, { payments }: Pick<Services, 'payments'>) => {
    const id = params.transactionId as TransactionId;
    const found = await payments.listTransfers(call, id, query, paging.page);
    if (found.kind === 'absent') return { problem: 'not_found' };
    return paging.answer(found.value);
  },
);
