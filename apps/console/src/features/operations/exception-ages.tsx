/** What waits for a person: how long already, what it is worth, and the largest causes. */

import type { Overview } from '@kontor/contracts';
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
    <Table aria-label="Exceptions by age">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Waits since</Table.Th>
          <Table.Th ta="right">Worth</Table.Th>
          <Table.Th ta="right">Open</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {ages.map(({ age, count, worth, opens }) => (
          <Table.Tr key={age}>
            <Table.Td>{WORDS[age]}</Table.Td>
            <Table.Td ta="right">
              <Group gap="md" justify="flex-end">
                {worth.map((value) => (
                  <Money key={value.currency} value={value} />
                ))}
              </Group>
            </Table.Td>
            <Table.Td ta="right">
              {count === 0 ? (
                '0'
              ) : (
                <Opens opens={opens}>
                  <Count value={count} />
                </Opens>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Causes({ causes }: Pick<Exceptions, 'causes'>) {
  return (
    <Table aria-label="Largest causes">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Largest causes</Table.Th>
          <Table.Th ta="right">Oldest</Table.Th>
          <Table.Th ta="right">Open</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {causes.map(({ cause, title, count, oldest, opens }) => (
          <Table.Tr key={cause}>
            <Table.Td>
              <Opens opens={opens}>{title}</Opens>
            </Table.Td>
            <Table.Td ta="right">
              <Age since={oldest} />
            </Table.Td>
            <Table.Td ta="right">
              <Count value={count} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const WORDS: Readonly<Record<Exceptions['ages'][number]['age'], string>> = {
  'under-an-hour': 'Less than an hour',
  'under-a-day': '1 to 24 hours',
  'under-a-week': '1 to 7 days',
  older: 'Older',
};
