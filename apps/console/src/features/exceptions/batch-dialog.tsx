/** A decision about everything that the filters show: its effect first, then the reason. */

import {
  type BatchAction,
  createExceptionBatch,
  type ExceptionBatchPreview,
  type NewExceptionBatch,
  previewExceptionBatch,
} from '@kontor/contracts';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call, newKey } from '../../lib/call.ts';
import { useViewer } from '../../lib/viewer.ts';
import { ConfirmWithEffect, Panel, SegmentedControl, Stack, Text } from '../../ui/index.ts';
import type { filterOf } from './exceptions-search.ts';
import { Totals } from './totals.tsx';

type Filter = NewExceptionBatch['filter'];

export type BatchDialogProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly filter: ReturnType<typeof filterOf>;
};

export function BatchDialog({ opened, onClose, filter }: BatchDialogProps) {
  if (!opened) return null;
  const { status: _open, ...chosen } = filter;
  return <Dialog onClose={onClose} filter={definedOf(chosen)} />;
}

function Dialog({ onClose, filter }: { readonly onClose: () => void; readonly filter: Filter }) {
  const [action, setAction] = useState<BatchAction>('retry');
  const [key] = useState(newKey);
  const { subject: me } = useViewer();
  const choice = { filter, action, ...(action === 'assign' && { assignee: me }) };
  const preview = useQuery(previewQuery(choice));
  const client = useQueryClient();
  const navigate = useNavigate();
  const begin = async (reason: string) => {
    const { count, totals } = preview.data ?? { count: 0, totals: [] };
    const batch = await call(createExceptionBatch, {
      body: { ...choice, reason, seen: { count, totals } },
      idempotencyKey: `${key}${action}${count}`,
    });
    await client.invalidateQueries({ queryKey: ['exceptions'] });
    void navigate({ to: '/exceptions/batches/$batchId', params: { batchId: batch.id } });
  };
  return (
    <ConfirmWithEffect
      opened
      onClose={onClose}
      title="Decide about all that the filters show"
      asksReason
      danger={action === 'abandon'}
      confirmLabel={LABELS[action]}
      onConfirm={begin}
      effect={
        <Stack gap="md">
          <SegmentedControl
            aria-label="What is done with all of them"
            value={action}
            data={[
              { value: 'retry', label: LABELS.retry },
              { value: 'abandon', label: LABELS.abandon },
              { value: 'assign', label: LABELS.assign },
            ]}
            onChange={(value) => setAction(value)}
          />
          <Panel query={preview}>{(effect) => <Effect effect={effect} />}</Panel>
        </Stack>
      }
    />
  );
}

function Effect({ effect: { sentences, totals } }: { readonly effect: ExceptionBatchPreview }) {
  return (
    <Stack gap="xs">
      {sentences.map((sentence) => (
        <Text key={sentence}>{sentence}</Text>
      ))}
      {totals.length > 0 && (
        <Text component="div">
          Worth: <Totals totals={totals} />
        </Text>
      )}
    </Stack>
  );
}

type Choice = {
  readonly filter: Filter;
  readonly action: BatchAction;
  readonly assignee?: string;
};

const previewQuery = (choice: Choice) =>
  queryOptions({
    queryKey: ['exceptions', 'batch-preview', choice],
    queryFn: ({ signal }) => call(previewExceptionBatch, { body: choice, signal }),
  });

/** Filters that are not set are absent, as the contract wants them. */
function definedOf(filter: object): Filter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

const LABELS: Readonly<Record<BatchAction, string>> = {
  retry: 'Try again',
  abandon: 'Let rest',
  assign: 'Take on',
};
