/** Pause, resume, read master data again: each says first what it will do. */

import {
  pauseConnection,
  refreshMasterData,
  resumeConnection,
  type ConnectionDetail,
} from '@kontor/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../lib/call.ts';
import { fromLocalField } from '../../lib/local-time.ts';
import { Button, ConfirmWithEffect, List, notify, UntilField } from '../../ui/index.ts';

type Action = 'pause' | 'resume' | 'refresh';

export function ConnectionActions({ detail }: { readonly detail: ConnectionDetail }) {
  const [asking, setAsking] = useState<Asking>();
  const { connection, effects } = detail;
  const main = connection.paused ? 'resume' : 'pause';
  // What was asked about stays as it was seen: the page behind it goes on.
  const ask = (action: Action) => setAsking({ action, detail });
  return (
    <>
      {effects.refresh && (
        <Button variant="default" onClick={() => ask('refresh')}>
          Read master data again
        </Button>
      )}
      <Button variant={main === 'pause' ? 'default' : 'filled'} onClick={() => ask(main)}>
        {main === 'pause' ? 'Pause' : 'Resume'}
      </Button>
      {asking && <Ask {...asking} onClose={() => setAsking(undefined)} />}
    </>
  );
}

type Asking = { readonly action: Action; readonly detail: ConnectionDetail };

function Ask({ action, detail, onClose }: Asking & { readonly onClose: () => void }) {
  const client = useQueryClient();
  const { name, title, version } = detail.connection;
  const [until, setUntil] = useState('');
  const { verb, done, asksReason } = WORDS[action];
  return (
    <ConfirmWithEffect
      opened
      onClose={onClose}
      title={`${verb} ${title}`}
      effect={
        <List>
          {(detail.effects[action] ?? []).map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      }
      asksReason={asksReason}
      confirmLabel={verb}
      onConfirm={async (reason) => {
        const params = { name };
        if (action === 'refresh') await call(refreshMasterData, { params });
        else {
          const seen = { reason, version };
          const end = fromLocalField(until);
          await (action === 'pause'
            ? call(pauseConnection, { params, body: { ...seen, ...(end && { until: end }) } })
            : call(resumeConnection, { params, body: seen }));
        }
        notify({ message: `${title} ${done}.` });
        await client.invalidateQueries({ queryKey: ['connections'] });
      }}
    >
      {action === 'pause' && <UntilField value={until} onChange={setUntil} />}
    </ConfirmWithEffect>
  );
}

const WORDS = {
  pause: { verb: 'Pause', done: 'is paused', asksReason: true },
  resume: { verb: 'Resume', done: 'goes on', asksReason: true },
  refresh: { verb: 'Read again from', done: 'is read again', asksReason: false },
} as const;
