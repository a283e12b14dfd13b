/** Why it is late, and what to do about it: what a person who is new here asks first. */

import type { Lateness } from '@kontor/contracts';
import { linkTo } from '../../../lib/links.ts';
import { Alert, Link, Stack, Text } from '../../../ui/index.ts';

export function LateNote({ late }: { readonly late: Lateness }) {
  const { sentence, advice, place } = late;
  return (
    <Alert variant="light" color="gray" title="Why it is late" role="note">
      <Stack gap="xs">
        <Text>{sentence}</Text>
        <Text>{advice}</Text>
        {place && (
          <Link {...linkTo(place.kind, place.id)}>
            {place.kind === 'exception' ? 'Open the exception' : 'Look at the connection'}
          </Link>
        )}
      </Stack>
    </Alert>
  );
}
