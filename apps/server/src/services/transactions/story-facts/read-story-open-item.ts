import type { StoryFacts } from '@kontor/governance';
import type { BankingDay, TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { toMoneyWire } from '../../wire/to-money-wire.ts';

type OpenItemFacts = NonNullable<StoryFacts['openItem']>;

/** Signed, unlike in lists: the story computes with it. */
export async function readStoryOpenItem(
  db: Queryable,
  id: TransactionId,
): Promise<OpenItemFacts | undefined> {
  const { rows } = await db.query<StoryOpenItemRow>({
    name: 'read_story_open_item',
    text: READ_STORY_OPEN_ITEM,
    values: [id],
  });
  const [row] = rows;
  return (
    row && {
      amount: toMoneyWire(row.amount_minor, row.currency),
      open: toMoneyWire(row.open_minor, row.currency),
      status: row.status === 'cancelled' ? 'reversed' : row.status,
      ...(row.due_day !== null && { dueDay: row.due_day }),
    }
  );
}

const READ_STORY_OPEN_ITEM = `
  select amount_minor, amount_minor - claimed_minor as open_minor, currency, due_day, status
  from open_item
  where transaction_id = $1
`;

type StoryOpenItemRow = {
  readonly amount_minor: string;
  readonly open_minor: string;
  readonly currency: string;
  readonly due_day: BankingDay | null;
  readonly status: 'open' | 'partly' | 'cleared' | 'cancelled';
};
