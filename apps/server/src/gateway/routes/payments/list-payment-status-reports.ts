/** What banks reported, newest first. */

import { listPaymentStatusReports } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listPaymentStatusReportsRoute = route(
  listPaymentStatusReports,
  async ({ call, query, paging }, { payments }: Pick<Services, 'payments'>) =>
    paging.answer(await payments.listReports(call, query, paging.page)),
);
