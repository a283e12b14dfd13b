/** Why it is not done yet, and what to do about it: what a person who is new here asks first. */

import type { Delay } from '@kontor/contracts';
import { connection, exception, transaction } from '../../../lib/lists.ts';
import { Alert, Link, Stack, Text } from '../../../ui/index.ts';

type DelayNoteProps = { readonly delay: Delay; readonly isLate: boolean };

export function DelayNote({ delay, isLate }: DelayNoteProps) {
  const { sentence, advice, place } = delay;
  return (
    <Alert
      variant="light"
      color="gray"
      title={isLate ? 'Why it is late' : 'Why it waits'}
      role="note"
    >
      <Stack gap="xs">
        <Text>{sentence}</Text>
        <Text>{advice}</Text>
        {place && <Link {...WAYS[place.kind].to(place.id)}>{WAYS[place.kind].words}</Link>}
      </Stack>
    </Alert>
  );
}

const WAYS = {
  exception: { to: exception, words: 'Open the exception' },
  connection: { to: connection, words: 'Look at the connection' },
  transaction: { to: transaction, words: 'Look at what it waits for' },
} as const;
