/** What waits for a person: how long already, what it is worth, and the largest causes. */

import type { Overview } from '@kontor/contracts';
import type { ReactNode } from 'react';
import { Age, Count, Empty, Group, Money, Section, Stack, Table } from '../../ui/index.ts';
import { Opens } from './opens.tsx';

type Exceptions = NonNullable<Overview['exceptions']>;

export function ExceptionAges({ exceptions }: { readonly exceptions: Exceptions }) {
  const { open, ages, causes } = exceptions;
  if (open.count === 0) {
    return (
      <Section title="Exceptions by age">
        <Empty title="Nothing waits for a person." />
      </Section>
    );
  }
  return (
    <Section
      title="Exceptions by age"
      aside={
        <Opens opens={open.opens}>
          All <Count value={open.count} />
        </Opens>
      }
    >
      <Stack gap="sm">
        <Ages ages={ages} />
        <Causes causes={causes} />
      </Stack>
    </Section>
  );
}

function Ages({ ages }: Pick<Exceptions, 'ages'>) {
  return (
    <CountedTable label="Exceptions by age" heads={['Waits since', 'Worth', 'Open']}>
      {ages.map(({ age, count, worth, opens }) => (
        <CountedRow
          key={age}
          what={WORDS[age]}
          measure={
            <Group gap="md" justify="flex-end">
              {worth.map((value) => (
                <Money key={value.currency} value={value} />
              ))}
            </Group>
          }
          count={
            count === 0 ? (
              '0'
            ) : (
              <Opens opens={opens}>
                <Count value={count} />
              </Opens>
            )
          }
        />
      ))}
    </CountedTable>
  );
}

function Causes({ causes }: Pick<Exceptions, 'causes'>) {
  return (
    <CountedTable label="Largest causes" heads={['Largest causes', 'Oldest', 'Open']}>
      {causes.map(({ cause, title, count, oldest, opens }) => (
        <CountedRow
          key={cause}
          what={<Opens opens={opens}>{title}</Opens>}
          measure={<Age since={oldest} />}
          count=<Count value={count} />
        />
      ))}
    </CountedTable>
  );
}

type CountedTableProps = {
  readonly label: string;
  readonly heads: readonly [string, string, string];
  readonly children: ReactNode;
};

function CountedTable({ label, heads: [what, measure, count], children }: CountedTableProps) {
  return (
    <Table aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{what}</Table.Th>
          <Table.Th ta="right">{measure}</Table.Th>
          <Table.Th ta="right">{count}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  );
}

type CountedRowProps = { readonly [Cell in 'what' | 'measure' | 'count']: ReactNode };

function CountedRow({ what, measure, count }: CountedRowProps) {
  return (
    <Table.Tr>
      <Table.Td>{what}</Table.Td>
      <Table.Td ta="right">{measure}</Table.Td>
      <Table.Td ta="right">{count}</Table.Td>
    </Table.Tr>
  );
}

const WORDS: Readonly<Record<Exceptions['ages'][number]['age'], string>> = {
  'under-an-hour': 'Less than an hour',
  'under-a-day': '1 to 24 hours',
  'under-a-week': '1 to 7 days',
  older: 'Older',
};
