/** Cancel what has not been sent: what will happen is said before, why is asked, and kept. */

import { cancelTransaction, type ConsoleTransaction } from '@kontor/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, newKey } from '../../../lib/call.ts';
import { Button, ConfirmWithEffect, List, notify } from '../../../ui/index.ts';
import { KINDS } from './title-of.ts';

export function CancelButton({ transaction }: { readonly transaction: ConsoleTransaction }) {
  const { row, cancellation } = transaction;
  // Kept from when the dialog opened: should it be sent meanwhile, the answer says so, in here.
  const [shown, setShown] = useState<readonly string[]>();
  const [key, setKey] = useState(newKey);
  const client = useQueryClient();
  const what = `${KINDS[row.kind].toLowerCase()} ${row.number}`;
  const cancel = async (reason: string) => {
    try {
      await call(cancelTransaction, {
        params: { transactionId: row.id },
        body: { reason },
        idempotencyKey: key,
      });
      notify({ message: `Cancelled ${what}: nothing of it was sent.` });
    } finally {
      // Too late is an answer, too: the page shows where it went.
      await client.invalidateQueries({ queryKey: ['transactions'] });
      setKey(newKey());
    }
  };
  return (
    <>
      {cancellation && (
        <Button variant="default" onClick={() => setShown(cancellation.sentences)}>
          Cancel {KINDS[row.kind].toLowerCase()}…
        </Button>
      )}
      <ConfirmWithEffect
        opened={shown !== undefined}
        onClose={() => setShown(undefined)}
        title={`Cancel ${what}`}
        asksReason
        danger
        confirmLabel={`Cancel ${KINDS[row.kind].toLowerCase()}`}
        dismissLabel="Keep it"
        effect={
          <List>
            {shown?.map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
        }
        onConfirm={cancel}
      />
    </>
  );
}
