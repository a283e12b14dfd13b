/** The chain of one account: every statement proved, and opening where the one before it closed. */

import type { AccountMonth, StatementLink } from '@kontor/contracts';
import {
  Code,
  type Column,
  Count,
  DataTable,
  Day,
  Empty,
  List,
  Money,
  MONEY_PX,
  Section,
  Stack,
  State,
  Text,
} from '../../ui/index.ts';
import { shownLink } from './words.ts';

export type ChainProps = {
  readonly account: AccountMonth;
  readonly onOpen: (statementId: string) => void;
};

export function Chain({ account, onOpen }: ChainProps) {
  const { chain, name, account: number } = account;
  const title = `Balances of ${name}`;
  if (!chain) {
    return (
      <Section title={title}>
        <Text c="dimmed">Balances are shown to those who may read bank data.</Text>
      </Section>
    );
  }
  const breaks = chain.filter(
    ({ status, joins, reason }) =>
      status !== 'quarantined' && joins === 'broken' && reason !== undefined,
  );
  return (
    <Section title={title} aside={<Code>{number}</Code>}>
      <Stack gap="sm">
        {breaks.length > 0 && (
          <List size="sm">
            {breaks.map(({ statement, number: name, toDay, reason }) => (
              <List.Item key={statement}>
                {name} of <Day day={toDay} />: {reason}
              </List.Item>
            ))}
          </List>
        )}
        <DataTable
          label={title}
          columns={COLUMNS}
          rows={chain}
          rowId={({ statement }) => statement}
          rowVersion={({ status, entriesOpen }) => `${status} ${entriesOpen}`}
          onOpen={({ statement }) => onOpen(statement)}
          height="420px"
          empty={<Empty title="This account has no statement in this month." />}
        />
      </Stack>
    </Section>
  );
}

const COLUMNS: readonly Column<StatementLink>[] = [
  {
    id: 'day',
    header: 'Day',
    width: 'minmax(96px, 1fr)',
    cell: ({ toDay, number }) => (
      <span title={number}>
        <Day day={toDay} />
      </span>
    ),
  },
  {
    id: 'state',
    header: 'Proof',
    width: 128,
    cell: (link) => {
      const { state, word } = shownLink(link);
      return <State state={state}>{word}</State>;
    },
  },
  money('opening', 'Opening'),
  money('credits', 'In'),
  money('debits', 'Out'),
  money('closing', 'Closing'),
  {
    id: 'entries',
    header: 'Entries',
    width: 92,
    align: 'right',
    cell: ({ entries, entriesOpen }) =>
      entriesOpen === 0 ? <Count value={entries} /> : `${entries}, ${entriesOpen} open`,
  },
];

function money(
  id: 'opening' | 'credits' | 'debits' | 'closing',
  header: string,
): Column<StatementLink> {
  return {
    id,
    header,
    width: MONEY_PX,
    align: 'right',
    cell: ({ [id]: value }) => (value ? <Money value={value} /> : '–'),
  };
}
