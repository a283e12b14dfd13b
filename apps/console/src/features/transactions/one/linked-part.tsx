/** What belongs to it: documents in other systems, corrections, payments, earlier tries. */

import type { ConsoleTransaction } from '@kontor/contracts';
import { Code, Empty, Link, Money, Section, Table } from '../../../ui/index.ts';

export function LinkedPart({ transaction }: { readonly transaction: ConsoleTransaction }) {
  const { linked } = transaction;
  if (linked.length === 0) {
    return <Empty title="Nothing belongs to it yet. Documents and payments appear here." />;
  }
  return (
    <Section title="What belongs to it">
      <Table verticalSpacing={4} withRowBorders>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Relation</Table.Th>
            <Table.Th>Document</Table.Th>
            <Table.Th ta="right">Amount</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {linked.map(({ relation, label, system, transaction: id, amount }) => (
            <Table.Tr key={`${relation} ${label} ${id ?? ''}`}>
              <Table.Td>{system === undefined ? relation : `${relation} in ${system}`}</Table.Td>
              <Table.Td>
                {id === undefined ? (
                  <Code>{label}</Code>
                ) : (
                  <Link to="/transactions/$id" params={{ id }}>
                    {label}
                  </Link>
                )}
              </Table.Td>
              <Table.Td ta="right">{amount && <Money value={amount} />}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}
