/** What is promised of each process, and how it stands today. */

import type { OverviewServiceLevel } from '@kontor/contracts';
import { Count, Duration, Empty, Health, Section, Table, Text } from '../../ui/index.ts';
import { Opens } from './opens.tsx';

export function ServiceLevels({ levels }: { readonly levels: readonly OverviewServiceLevel[] }) {
  return (
    <Section title="Service levels today" aside="From acceptance to the ledger; pauses count">
      {levels.length === 0 ? (
        <Empty title="No process promises anything yet: its definition says what it promises." />
      ) : (
        <Table aria-label="Service levels">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Promise</Table.Th>
              <Table.Th>State</Table.Th>
              <Table.Th ta="right">In time</Table.Th>
              <Table.Th ta="right">Half within</Table.Th>
              <Table.Th ta="right">95 % within</Table.Th>
              <Table.Th ta="right">Late now</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {levels.map((level) => (
              <Level key={level.process} level={level} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}

function Level({ level }: { readonly level: OverviewServiceLevel }) {
  const { title, promise, sentence, sharePercent, medianMs, p95Ms, lateNow, isMet } = level;
  return (
    <Table.Tr>
      <Table.Td>
        {title}
        <Text size="xs" c="dimmed">
          {promise}. {sentence}
        </Text>
      </Table.Td>
      <Table.Td>
        {sharePercent === undefined ? (
          '–'
        ) : (
          <Health health={isMet ? 'well' : 'slow'}>{isMet ? 'Kept' : 'Missed'}</Health>
        )}
      </Table.Td>
      <Table.Td ta="right">{sharePercent === undefined ? '–' : `${sharePercent}\u00A0%`}</Table.Td>
      <Table.Td ta="right">{medianMs === undefined ? '–' : <Duration ms={medianMs} />}</Table.Td>
      <Table.Td ta="right">{p95Ms === undefined ? '–' : <Duration ms={p95Ms} />}</Table.Td>
      <Table.Td ta="right">
        {lateNow.count === 0 ? (
          '0'
        ) : (
          <Opens opens={lateNow.opens}>
            <Count value={lateNow.count} />
          </Opens>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
