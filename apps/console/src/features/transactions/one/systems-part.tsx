/** Each system: what it was asked, attempt by attempt, and what it answered, masked. */

import type { ConsoleTransaction, SystemView } from '@kontor/contracts';
import { Code, Duration, Empty, Facts, Forbidden, Instant } from '../../../ui/index.ts';
import { Section, Stack, State, Text } from '../../../ui/index.ts';
import { AttemptView } from './attempt-view.tsx';
import { ReplayButton } from './replay-button.tsx';

export function SystemsPart({ transaction }: { readonly transaction: ConsoleTransaction }) {
  const { systems } = transaction;
  if (!systems) return <Forbidden permission="deliveries:read" />;
  if (systems.length === 0) {
    return <Empty title="No system was reached yet. Each one appears here when its turn comes." />;
  }
  return (
    <Stack gap="xl">
      {systems.map((system) => (
        <OneSystem key={system.delivery} system={system} />
      ))}
    </Stack>
  );
}

function OneSystem({ system }: { readonly system: SystemView }) {
  const { attempts, reference, externalReference, nextAttemptAt } = system;
  const isGivenUp = system.status === 'abandoned';
  const name = system.system.charAt(0).toUpperCase() + system.system.slice(1);
  return (
    <Section
      title={`${name}: ${effectOf(system)}`}
      aside={<State state={system.state}>{isGivenUp ? 'Given up' : undefined}</State>}
      isOneOfMany
    >
      <Facts
        items={[
          ...(externalReference === undefined || system.connection === OURS
            ? []
            : [{ term: 'Their number', value: <Code>{externalReference}</Code> }]),
          { term: 'Our reference', value: <Code>{reference}</Code> },
          { term: 'Delivery', value: <Code>{system.delivery}</Code> },
          ...(nextAttemptAt === undefined
            ? []
            : [{ term: 'Next attempt', value: <Instant at={nextAttemptAt} relative /> }]),
        ]}
      />
      {system.canReplay && <ReplayButton system={system} />}
      {attempts.length === 0 ? (
        <Text c="dimmed">{isGivenUp ? 'No attempt is recorded.' : 'Nothing was sent yet.'}</Text>
      ) : (
        attempts.map((attempt) => <AttemptView key={attempt.number} attempt={attempt} />)
      )}
      {attempts.length > 1 && (
        <Text size="sm" c="dimmed">
          {attempts.length} attempts,{' '}
          <Duration ms={attempts.reduce((sum, { durationMs }) => sum + durationMs, 0)} /> in all
        </Text>
      )}
    </Section>
  );
}

/** The sub-ledger's numbers are ours, and stand elsewhere by their names. */
const OURS = 'receivables';

function effectOf({ effect, direction }: SystemView): string {
  return direction === 'back' ? `no longer ${effect}` : effect;
}
