/** Who was told of it. */

import type { ConsoleTransaction } from '@kontor/contracts';
import { Code, Empty, Instant, Section, Stack, Text } from '../../../ui/index.ts';

export function EventsPart({ transaction }: { readonly transaction: ConsoleTransaction }) {
  const { events } = transaction;
  if (events.length === 0) return <Empty title="Nobody was told of it yet." />;
  return (
    <Stack gap="xl">
      {events.map(({ id, type, at, receivers }) => (
        <Section key={id} title={wordsOf(type)} aside={<Instant at={at} withSeconds />} isOneOfMany>
          <Text size="sm" c="dimmed">
            <Code>{type}</Code> <Code>{id}</Code>
          </Text>
          {receivers.length === 0 ? (
            <Text c="dimmed">It is in the feed. No webhook subscription wants it.</Text>
          ) : (
            receivers.map((receiver) => <Receiver key={receiver.host} receiver={receiver} />)
          )}
        </Section>
      ))}
    </Stack>
  );
}

type ReceiverProps = {
  readonly receiver: ConsoleTransaction['events'][number]['receivers'][number];
};

function Receiver({ receiver: { host, attempts, deliveredAt } }: ReceiverProps) {
  if (deliveredAt === undefined) {
    return (
      <Text>
        {host} was not reached yet{attempts > 0 && `, tried ${attempts} times`}.
      </Text>
    );
  }
  return (
    <Text>
      {host} took it at <Instant at={deliveredAt} withSeconds />
      {attempts > 1 && `, at the ${attempts}th try`}.
    </Text>
  );
}

/** `kontor.invoice.posted.v1` is `Invoice posted`. */
function wordsOf(type: string): string {
  const [, noun = type, verb = ''] = type.split('.');
  return `${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${verb}`.trim();
}
