/** What matches will do, as the server has it now: postings, what is left, who must agree. */

import { type MatchPreview, type NewMatch, previewMatches } from '@kontor/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../lib/call.ts';
import { Day, Money, Panel, Stack, State, Table, Text } from '../../ui/index.ts';

export function MatchEffect({ matches }: { readonly matches: readonly NewMatch[] }) {
  const query = useQuery({
    queryKey: ['receivables', 'match-preview', matches],
    queryFn: ({ signal }) => call(previewMatches, { body: { matches: [...matches] }, signal }),
    staleTime: 0,
    retry: false,
  });
  return (
    <Panel query={query}>
      {(shown) => (
        <Stack gap="md">
          {shown.matches.map((preview, index) => (
            <Posting key={`${preview.bankEntry} ${preview.customer} ${index}`} preview={preview} />
          ))}
        </Stack>
      )}
    </Panel>
  );
}

function Posting({ preview }: { readonly preview: MatchPreview }) {
  const { posting, items, left, approval, party, customer } = preview;
  const money = (amount: string) => <Money value={{ amount, currency: posting.currency }} />;
  return (
    <Stack gap="xs">
      <Text size="sm">
        {posting.title} gets one document of <Day day={posting.day} /> for {party ?? customer}:
      </Text>
      <Table horizontalSpacing="xs" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Account</Table.Th>
            <Table.Th>For</Table.Th>
            <Table.Th ta="right">Debit</Table.Th>
            <Table.Th ta="right">Credit</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {posting.lines.map(({ account, name, text, side, amount }, index) => (
            <Table.Tr key={`${account} ${index}`}>
              <Table.Td>
                {account} {name}
              </Table.Td>
              <Table.Td>{text}</Table.Td>
              <Table.Td ta="right">{side === 'debit' && money(amount)}</Table.Td>
              <Table.Td ta="right">{side === 'credit' && money(amount)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {items
        .filter(({ after }) => !isZero(after))
        .map(({ openItem, number, after }) => (
          <Text key={openItem} size="sm">
            Of {number}, {money(after)} stays open.
          </Text>
        ))}
      {!isZero(left.amount) && (
        <Text size="sm">
          Of the receipt, <Money value={left} /> stays unmatched.
        </Text>
      )}
      {approval && (
        <Text size="sm">
          <State state="waiting">A second person decides.</State> {approval.sentence}
        </Text>
      )}
    </Stack>
  );
}

function isZero(amount: string): boolean {
  return !/[1-9]/.test(amount);
}
