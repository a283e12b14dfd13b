/** Something to watch: the sandbox's own applications hand over new invoices. */

import { sendSandboxInvoices } from '@kontor/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../lib/call.ts';
import { toProblem } from '../../lib/problem.ts';
import { Button, notify } from '../../ui/index.ts';

export function SendInvoices() {
  const client = useQueryClient();
  const [isSending, setSending] = useState(false);
  const send = async () => {
    setSending(true);
    try {
      const { seconds } = await call(sendSandboxInvoices, { body: { count: INVOICES } });
      notify({
        message:
          `The sandbox’s web shop and billing send ${INVOICES} invoices of made-up customers ` +
          `within ${seconds} seconds.`,
      });
      await client.invalidateQueries({ queryKey: ['connections'] });
    } catch (error) {
      const { title, detail } = toProblem(error);
      notify({ message: detail ?? title });
    } finally {
      setSending(false);
    }
  };
  return (
    <Button variant="default" loading={isSending} onClick={() => void send()}>
      Send {INVOICES} invoices
    </Button>
  );
}

const INVOICES = 200;
