import type { StoryFacts } from '@kontor/governance';
import type { Instant, TransactionId } from '@kontor/kernel';
import type { Message } from '@kontor/process';
import type { Queryable } from '@kontor/postgres';
import { readPersonNames } from '../../people/read-person-names.ts';

export async function readStoryHistory(
  db: Queryable,
  id: TransactionId,
): Promise<StoryFacts['history']> {
  const { rows } = await db.query<{ recorded_at: Instant; messages: readonly Message[] }>({
    name: 'read_story_history',
    text: READ_STORY_HISTORY,
    values: [id],
  });
  const history = rows.flatMap(({ recorded_at, messages }) =>
    messages.map((message) => ({ at: recorded_at, message })),
  );
  const names = await readPersonNames(
    db,
    history.map(({ message }) => doerOf(message)),
  );
  return history.map(({ at, message }) => ({ at, message: withName(message, names) }));
}

function doerOf(message: Message): string | null {
  return 'by' in message ? message.by : null;
}

/** The stream keeps who it was; the story says what they are called. */
function withName(message: Message, names: ReadonlyMap<string, string>): Message {
  return 'by' in message ? { ...message, by: names.get(message.by) ?? message.by } : message;
}

const READ_STORY_HISTORY = `
  select recorded_at, messages
  from transaction_message
  where transaction_id = $1
  order by position
  limit 1000
`;
