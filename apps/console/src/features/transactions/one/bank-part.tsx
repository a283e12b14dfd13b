/** Which bank lines paid it, and what is still open. */

import type { BankLine, ConsoleTransaction } from '@kontor/contracts';
import { reconciliationOf } from '../../../lib/lists.ts';
import {
  Day,
  Empty,
  Facts,
  Forbidden,
  Link,
  Money,
  Section,
  Stack,
  Text,
} from '../../../ui/index.ts';

export function BankPart({ transaction }: { readonly transaction: ConsoleTransaction }) {
  const { bank, openItem } = transaction;
  return (
    <Stack gap="xl">
      {openItem && (
        <Section title="What is open">
          <Facts
            items={[
              { term: 'Open', value: <Money value={openItem.open} /> },
              { term: 'Of', value: <Money value={openItem.amount} /> },
              { term: 'Due', value: openItem.dueDay ? <Day day={openItem.dueDay} /> : 'At once' },
              { term: 'State', value: OPEN_WORDS[openItem.status] },
            ]}
          />
        </Section>
      )}
      {bank === undefined ? (
        <Forbidden permission="bank:read" />
      ) : (
        <Section title="Bank lines">
          {bank.length === 0 ? (
            <Empty title="No bank line pays it yet. When one is matched, it appears here." />
          ) : (
            bank.map((line) => <OneLine key={line.match} line={line} />)
          )}
        </Section>
      )}
    </Stack>
  );
}

function OneLine({ line }: { readonly line: BankLine }) {
  return (
    <Stack gap="xs">
      <Facts
        items={[
          { term: 'Received', value: <Money value={line.received} /> },
          ...(line.used ? [{ term: 'Used for this', value: <Money value={line.used} /> }] : []),
          ...(line.from === undefined ? [] : [{ term: 'From', value: line.from }]),
          { term: 'Booked', value: <Day day={line.bookingDay} /> },
          { term: 'Account', value: `${line.account}, ${line.statement}` },
          { term: 'Why', value: line.explanation },
          ...(line.released === undefined
            ? []
            : [{ term: 'Taken back', value: <Text inherit>{line.released}</Text> }]),
        ]}
      />
      <Link {...reconciliationOf(line.bankEntry)}>Show it in reconciliation</Link>
    </Stack>
  );
}

const OPEN_WORDS = {
  open: 'All of it is open',
  partly: 'A part of it is open',
  cleared: 'Nothing is open any more',
  reversed: 'Its posting was taken back',
} as const;
