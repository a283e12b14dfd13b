import type { StoryFacts } from '@kontor/governance';
import type { Instant, TransactionId } from '@kontor/kernel';
import type { Message } from '@kontor/process';
import type { Queryable } from '@kontor/postgres';

export async function readStoryHistory(
  db: Queryable,
  id: TransactionId,
): Promise<StoryFacts['history']> {
  const { rows } = await db.query<{ recorded_at: Instant; messages: readonly Message[] }>({
    name: 'read_story_history',
    text: READ_STORY_HISTORY,
    values: [id],
  });
  return rows.flatMap(({ recorded_at, messages }) =>
    messages.map((message) => ({ at: recorded_at, message })),
  );
}

const READ_STORY_HISTORY = `
  select recorded_at, messages
  from transaction_message
  where transaction_id = $1
  order by position
  limit 1000
`;
