/** What needs somebody, the most pressing first; each opens what it is about. */

import type { Overview } from '@kontor/contracts';
import { Group, Health, List, Section, State, Text } from '../../ui/index.ts';
import { Opens } from './opens.tsx';

type Concern = Overview['concerns'][number];

export function Concerns({ concerns }: { readonly concerns: readonly Concern[] }) {
  return (
    <Section title="Needs somebody">
      <List listStyleType="none" spacing={4}>
        {concerns.map((concern) => (
          <List.Item key={`${concern.kind} ${JSON.stringify(concern.opens)}`}>
            <Group gap="sm" wrap="nowrap" align="baseline">
              <Mark concern={concern} />
              <span>
                <Text span {...(concern.isMoneyAtRisk && { c: 'red.8', fw: 600 })}>
                  {sentenceCase(concern.sentence)}
                </Text>{' '}
                <Opens opens={concern.opens}>Open</Opens>
              </span>
            </Group>
          </List.Item>
        ))}
      </List>
    </Section>
  );
}

function Mark({ concern: { kind } }: { readonly concern: Concern }) {
  switch (kind) {
    case 'connection-down':
      return <Health health="down" />;
    case 'connection-paused':
      return <Health health="paused" />;
    case 'connection-slow':
    case 'service-level':
      return <Health health="slow">{kind === 'service-level' ? 'Late' : 'Slow'}</Health>;
    case 'totals':
      return <State state="in-doubt">At risk</State>;
    case 'exceptions':
    case 'bank':
      return <State state="waiting">Waiting</State>;
  }
}

/** In the lead a concern stands within a sentence; here it is one. */
function sentenceCase(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
