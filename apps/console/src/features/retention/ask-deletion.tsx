/** Ask for the deletion of what is due of a month: what would go, and that it cannot be undone. */

import { askRecordDeletion, type RecordMonth } from '@kontor/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, newKey } from '../../lib/call.ts';
import {
  Alert,
  ConfirmWithEffect,
  Count,
  Facts,
  Instant,
  Money,
  notify,
  Stack,
  Text,
} from '../../ui/index.ts';
import { formatMonth } from './words.ts';

export type AskDeletionProps = {
  readonly month: RecordMonth;
  readonly legalEntity: string;
  readonly onClose: () => void;
};

export function AskDeletion({ month, legalEntity, onClose }: AskDeletionProps) {
  const client = useQueryClient();
  const [key] = useState(newKey);
  const ask = async (reason: string) => {
    try {
      await call(askRecordDeletion, {
        body: { month: month.month, legalEntity, reason },
        idempotencyKey: key,
      });
      notify({ message: `${legalEntity}, ${formatMonth(month.month)}: a second person is asked.` });
    } finally {
      await client.invalidateQueries({ queryKey: ['retention'] });
      await client.invalidateQueries({ queryKey: ['approvals'] });
    }
  };
  return (
    <ConfirmWithEffect
      opened
      onClose={onClose}
      title={`Delete records of ${formatMonth(month.month)}`}
      asksReason
      danger
      confirmLabel="Ask for it"
      onConfirm={ask}
      effect={<Effect month={month} legalEntity={legalEntity} />}
    />
  );
}

function Effect({ month, legalEntity }: Omit<AskDeletionProps, 'onClose'>) {
  const due = dueOf(month, legalEntity);
  const oldest = due.map(({ oldestAt }) => oldestAt).sort()[0];
  const newest = due.map(({ newestAt }) => newestAt).sort()[due.length - 1];
  return (
    <Stack gap="sm">
      <Facts
        items={[
          { term: 'Legal entity', value: legalEntity },
          {
            term: 'Due',
            value: <Count value={due.reduce((sum, { count }) => sum + count, 0)} />,
          },
          ...due.flatMap(({ total }) =>
            total ? [{ term: `Worth, ${total.currency}`, value: <Money value={total} /> }] : [],
          ),
          ...(oldest === undefined ? [] : [{ term: 'Oldest', value: <Instant at={oldest} /> }]),
          ...(newest === undefined ? [] : [{ term: 'Newest', value: <Instant at={newest} /> }]),
        ]}
      />
      <Text>
        What they are linked to in other months goes with them; the request says how much that is.
        Nothing goes until a second person agrees, within 72 hours. A legal hold that is placed
        until then, or while it is carried out, keeps what it covers.
      </Text>
      <Alert color="red" title="It cannot be undone">
        What was deleted is in no list, no search and no report any more. Its certificate stays.
      </Alert>
    </Stack>
  );
}

/** What nothing keeps, per currency. */
export function dueOf({ groups }: RecordMonth, legalEntity: string): RecordMonth['groups'] {
  return groups.filter((group) => group.standing === 'due' && group.legalEntity === legalEntity);
}
