/** The control totals of today: what came in equals what became of it, in each currency. */

import type { Overview, OverviewTotal } from '@kontor/contracts';
import { Count, Empty, Money, State, Table, Text } from '../../ui/index.ts';
import { Opens } from './opens.tsx';

type Totals = NonNullable<Overview['totals']>;

export function TotalsToday({ totals }: { readonly totals: Totals }) {
  if (totals.rows.length === 0) {
    return <Empty title="Nothing was accepted today. What comes in appears here within seconds." />;
  }
  return (
    <Table.ScrollContainer minWidth={880}>
      <Table aria-label="Control totals of today">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Process</Table.Th>
            {PARTS.map(({ part, word }) => (
              <Table.Th key={part} ta="right">
                {word}
              </Table.Th>
            ))}
            <Table.Th>Agrees</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {totals.rows.map((row) => (
            <Row key={`${row.process} ${row.currency}`} row={row} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Row({ row }: { readonly row: OverviewTotal }) {
  return (
    <Table.Tr>
      <Table.Td>{row.title}</Table.Td>
      {PARTS.map(({ part }) => (
        <Table.Td key={part} ta="right">
          <Part total={row[part]} />
        </Table.Td>
      ))}
      <Table.Td>
        {row.balanced ? (
          <State state="done">Agrees</State>
        ) : (
          <Text span c="red.8" fw={600}>
            Does not agree
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Part({ total: { count, worth, opens } }: { readonly total: OverviewTotal['done'] }) {
  if (count === 0) return <Text c="dimmed">–</Text>;
  return (
    <>
      <Opens opens={opens}>
        <Count value={count} />
      </Opens>
      {worth.map((value) => (
        <div key={value.currency}>
          <Money value={value} />
        </div>
      ))}
    </>
  );
}

const PARTS = [
  { part: 'accepted', word: 'Accepted' },
  { part: 'done', word: 'Done' },
  { part: 'working', word: 'Working' },
  { part: 'waiting', word: 'Waiting for someone' },
  { part: 'refused', word: 'Refused' },
] as const;
