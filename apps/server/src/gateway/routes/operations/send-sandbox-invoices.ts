/** Has the sandbox's applications send invoices. */

import { sendSandboxInvoices } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import { notFound, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const sendSandboxInvoicesRoute = route(
  sendSandboxInvoices,
  async ({ body, call }, { sandbox }: Pick<Services, 'sandbox'>) => {
    const outcome = await sandbox.sendInvoices(call, body.value.count);
    switch (outcome.kind) {
      case 'found':
        return reply(202, outcome.value);
      case 'absent':
        return notFound();
      case 'impossible':
        return { problem: 'action_not_possible', detail: outcome.detail };
      default:
        return unreachable(outcome);
    }
  },
);
