/** What it holds up: its lane, what waits there and its neighbours. */

import type { ExceptionPane } from '@kontor/contracts';
import { Group, Money, Section, Stack, Text } from '../../ui/index.ts';
import { OpenTransaction } from './opens.tsx';
import { Totals } from './totals.tsx';

type Lane = NonNullable<ExceptionPane['lane']>;

export function LaneOfException({ lane }: { readonly lane: Lane }) {
  const { sentence, waiting, totals, held, neighbours } = lane;
  return (
    <Section title="What it holds up">
      <Stack gap="xs">
        <Text>{sentence}</Text>
        {held !== undefined && <Text c="dimmed">Held: {held}</Text>}
        {waiting > 0 && <Totals totals={totals} />}
        {neighbours.map((each) => (
          <Group key={each.transaction} justify="space-between" wrap="nowrap">
            <Group gap="xs" wrap="nowrap">
              <OpenTransaction id={each.transaction}>{each.number}</OpenTransaction>
              <Text c="dimmed">
                {each.place === 'before' ? 'before it, ' : 'behind it, '}
                {each.sentence}
              </Text>
            </Group>
            {each.value && <Money value={each.value} />}
          </Group>
        ))}
      </Stack>
    </Section>
  );
}
