/** Send a delivery once more, after its effect was shown: what, where, in which order, money. */

import {
  previewDeliveryReplay,
  type ReplayPreview,
  replayDelivery,
  type SystemView,
} from '@kontor/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, newKey } from '../../../lib/call.ts';
import { prettyBody } from '../../../lib/pretty-body.ts';
import {
  Button,
  ConfirmWithEffect,
  Disclosure,
  Json,
  List,
  notify,
  Panel,
} from '../../../ui/index.ts';
import { Source, Stack, Text } from '../../../ui/index.ts';

export function ReplayButton({ system }: { readonly system: SystemView }) {
  const [isOpen, setOpen] = useState(false);
  const client = useQueryClient();
  const params = { deliveryId: system.delivery };
  const preview = useQuery({
    queryKey: ['transactions', 'replay-preview', system.delivery],
    queryFn: ({ signal }) => call(previewDeliveryReplay, { params, signal }),
    enabled: isOpen,
    staleTime: 0,
  });
  const [key] = useState(newKey);
  const replay = async (reason: string) => {
    const version = preview.data?.version ?? 1;
    await call(replayDelivery, { params, body: { reason, version }, idempotencyKey: key });
    await client.invalidateQueries({ queryKey: ['transactions'] });
    notify({ message: `It is back in line for ${system.system}.` });
  };
  return (
    <>
      <div>
        <Button variant="default" onClick={() => setOpen(true)}>
          Send once more…
        </Button>
      </div>
      <ConfirmWithEffect
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={`Send once more to ${system.system}`}
        asksReason
        confirmLabel="Send once more"
        effect={<Panel query={preview}>{(shown) => <Effect preview={shown} />}</Panel>}
        onConfirm={replay}
      />
    </>
  );
}

function Effect({ preview }: { readonly preview: ReplayPreview }) {
  const { sentences, request, needsApproval } = preview;
  const body = request?.body === undefined ? undefined : prettyBody(request.body);
  return (
    <Stack gap="sm">
      <List>
        {sentences.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      {needsApproval && <Text>Another person than the one who handed it over must do this.</Text>}
      {body && (
        <Disclosure summary="What would be sent">
          {body.kind === 'json' ? <Json value={body.value} /> : <Source>{body.text}</Source>}
        </Disclosure>
      )}
    </Stack>
  );
}
