/** Its place in line: who is before and after it at each system, and what holds them up. */

import type { ConsoleTransaction, SystemView } from '@kontor/contracts';
import { Count, Empty, Forbidden, Instant, Link, Money } from '../../../ui/index.ts';
import { Section, Stack, Table, Text } from '../../../ui/index.ts';
import { titleOfNeighbour } from './title-of-neighbour.ts';

export function LanePart({ transaction }: { readonly transaction: ConsoleTransaction }) {
  const { systems } = transaction;
  if (!systems) return <Forbidden permission="deliveries:read" />;
  const inLine = systems.filter(({ lane }) => lane !== undefined);
  if (inLine.length === 0) {
    return <Empty title="It stands in no line: nothing of it waits for a system." />;
  }
  return (
    <Stack gap="xl">
      {inLine.map((system) => (
        <Line key={system.delivery} system={system} row={transaction.row} />
      ))}
    </Stack>
  );
}

type LineProps = { readonly system: SystemView; readonly row: ConsoleTransaction['row'] };

function Line({ system: { system, lane }, row }: LineProps) {
  if (!lane) return null;
  const { before, behind, held, neighbours } = lane;
  const ahead = neighbours.filter(({ place }) => place === 'before');
  const after = neighbours.filter(({ place }) => place === 'behind');
  return (
    <Section title={`In line for ${system}`} aside={lane.key}>
      <Text>
        {before === 0 ? 'It is the next of this line' : <Ahead count={before} />};{' '}
        {behind === 0 ? 'nobody waits' : <>{<Count value={behind} />} wait</>} behind it.
      </Text>
      {held && (
        <Text>
          {held.by} holds this line since <Instant at={held.at} />: {held.reason}
        </Text>
      )}
      <Table verticalSpacing={4} withRowBorders>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Place</Table.Th>
            <Table.Th>Document</Table.Th>
            <Table.Th ta="right">Amount</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {ahead.map((one) => (
            <NeighbourRow key={one.what.id} neighbour={one} />
          ))}
          <Table.Tr aria-current="true">
            <Table.Td fw={600}>this one</Table.Td>
            <Table.Td fw={600}>{row.number}</Table.Td>
            <Table.Td ta="right">{row.amount && <Money value={row.amount} />}</Table.Td>
          </Table.Tr>
          {after.map((one) => (
            <NeighbourRow key={one.what.id} neighbour={one} />
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}

function Ahead({ count }: { readonly count: number }) {
  return (
    <>
      <Count value={count} /> must be finished before it
    </>
  );
}

type Neighbour = NonNullable<SystemView['lane']>['neighbours'][number];

function NeighbourRow({ neighbour: { what, isHead, place } }: { readonly neighbour: Neighbour }) {
  return (
    <Table.Tr>
      <Table.Td>{isHead ? 'first in line' : place}</Table.Td>
      <Table.Td>
        <Link to="/transactions/$id" params={{ id: what.id }}>
          {titleOfNeighbour(what)}
        </Link>
      </Table.Td>
      <Table.Td ta="right">{what.amount && <Money value={what.amount} />}</Table.Td>
    </Table.Tr>
  );
}
