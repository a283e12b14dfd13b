/** Has the sandbox's applications send invoices; the audit trail says who asked for them. */

import type { SandboxInvoices } from '@kontor/contracts';
import type { Absent, Call, Found, Impossible } from '../../gateway/services.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import type { SandboxContext } from './sandbox-service.ts';

type Outcome = Found<SandboxInvoices> | Absent | Impossible;

/** One batch at a time: two clicks are not two batches. */
export function sendInvoices(context: SandboxContext) {
  let isSending = false;
  return async (call: Call, count: number): Promise<Outcome> => {
    const { sandbox, pool, onTrouble } = context;
    if (!sandbox) return { kind: 'absent' };
    if (isSending) return { kind: 'impossible', detail: 'The invoices before are still sent.' };
    isSending = true;
    try {
      await writeAuditEntry(pool, {
        actor: call.actor.subject,
        action: 'sandbox.invoices_sent',
        subject: { kind: 'sandbox', id: 'invoices' },
        detail: { count },
        correlationId: call.correlationId,
      });
      const { seconds, numbersBegin, done } = sandbox.sendInvoices(count);
      void done.catch(onTrouble).finally(() => {
        isSending = false;
      });
      return { kind: 'found', value: { count, seconds, numbersBegin: [...numbersBegin] } };
    } catch (error) {
      isSending = false;
      throw error;
    }
  };
}
