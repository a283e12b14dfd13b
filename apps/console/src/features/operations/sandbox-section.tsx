/**
 * The sandbox's switches: pull the plug of a simulated system, put it back, or make it misbehave in
 * other ways, and watch that nothing gets lost.
 */

import {
  ConnectionFaults,
  NO_CONNECTION_FAULTS,
  putConnectionFaults,
  type ConnectionLine,
} from '@kontor/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../lib/call.ts';
import { toProblem } from '../../lib/problem.ts';
import {
  Button,
  Group,
  Panel,
  ProblemNote,
  Section,
  Select,
  Stack,
  Switch,
  Text,
} from '../../ui/index.ts';
import { faultsQuery } from './queries.ts';
import { SendInvoices } from './send-invoices.tsx';

export type SandboxProps = {
  readonly connection: ConnectionLine;
  readonly mayOperate: boolean;
};

export function SandboxSection({ connection, mayOperate }: SandboxProps) {
  const query = useQuery(faultsQuery(connection.name));
  return (
    <Section title="Sandbox" aside="Nothing here is real">
      <Panel query={query} permission="connections:read">
        {(faults) => <Switches {...{ connection, mayOperate, faults }} />}
      </Panel>
    </Section>
  );
}

function Switches({
  connection,
  mayOperate,
  faults,
}: SandboxProps & { readonly faults: ConnectionFaults }) {
  const { name, title } = connection;
  const client = useQueryClient();
  const change = useMutation({
    // One after another, each on what the one before it left: all switches are put together.
    scope: { id: `faults ${name}` },
    mutationFn: (changed: Partial<ConnectionFaults>) => {
      const present = client.getQueryData(faultsQuery(name).queryKey) ?? faults;
      return call(putConnectionFaults, { params: { name }, body: { ...present, ...changed } });
    },
    onSuccess: async (changed) => {
      client.setQueryData(faultsQuery(name).queryKey, changed);
      await client.invalidateQueries({ queryKey: ['connections'] });
    },
  });
  // The switch follows the hand at once, and goes back when it was refused.
  const isDown = (change.isPending ? change.variables.down : undefined) ?? faults.down;
  const isDisturbed = JSON.stringify(faults) !== JSON.stringify(NO_CONNECTION_FAULTS);
  return (
    <Stack gap="sm">
      <Switch
        label="Plugged in"
        description={
          isDown
            ? `The plug of ${title} is pulled: nobody listens. What waits, waits in order.`
            : `Pull the plug of ${title} and watch that nothing gets lost.`
        }
        checked={!isDown}
        disabled={!mayOperate}
        onChange={({ currentTarget }) => change.mutate({ down: !currentTarget.checked })}
      />
      {CHOICES.map(({ fault, label, data }) => (
        <Select
          key={fault}
          size="xs"
          label={label}
          description={descriptionOf(fault)}
          data={[...withPresent(data, faults[fault])]}
          value={String(faults[fault])}
          allowDeselect={false}
          disabled={!mayOperate}
          onChange={(value) => value !== null && change.mutate({ [fault]: Number(value) })}
        />
      ))}
      <ProblemNote problem={change.error ? toProblem(change.error) : undefined} />
      {mayOperate ? (
        <Group gap="xs">
          <SendInvoices />
          {isDisturbed && (
            <Button variant="subtle" onClick={() => change.mutate(NO_CONNECTION_FAULTS)}>
              All well again
            </Button>
          )}
        </Group>
      ) : (
        <Text size="sm" c="dimmed">
          Platform operators can throw these switches.
        </Text>
      )}
    </Stack>
  );
}

function descriptionOf(fault: keyof ConnectionFaults): string | undefined {
  const schema: object = ConnectionFaults.properties[fault];
  return 'description' in schema ? String(schema.description) : undefined;
}

type Choice = { readonly value: string; readonly label: string };

/** A value that another program has set is shown as it is. */
function withPresent(data: readonly Choice[], present: number): readonly Choice[] {
  const value = String(present);
  if (data.some((choice) => choice.value === value)) return data;
  return [...data, { value, label: value }];
}

const SHARES: readonly Choice[] = [
  { value: '0', label: 'Never' },
  { value: '0.1', label: '1 of 10 requests' },
  { value: '0.5', label: 'Every other request' },
  { value: '1', label: 'Every request' },
];

/** The faults that teach most; the sandbox's own page has them all. */
const CHOICES = [
  {
    fault: 'slowMs',
    label: 'Slow',
    data: [
      { value: '0', label: 'Answers at once' },
      { value: '200', label: '200 ms late' },
      { value: '1000', label: '1 s late' },
      { value: '5000', label: '5 s late' },
    ],
  },
  { fault: 'lostReplyRate', label: 'Loses replies', data: SHARES },
  { fault: 'throttleRate', label: 'Asks to slow down', data: SHARES },
  { fault: 'duplicateDeliveryRate', label: 'Gets requests twice', data: SHARES },
] as const;
