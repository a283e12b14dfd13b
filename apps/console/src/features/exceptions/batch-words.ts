import type { ExceptionBatch } from '@kontor/contracts';

/** `Try 41 exceptions again` */
export function batchTitle({ action, count }: Pick<ExceptionBatch, 'action' | 'count'>): string {
  const what = count === 1 ? 'one exception' : `${count} exceptions`;
  switch (action) {
    case 'retry':
      return `Try ${what} again`;
    case 'abandon':
      return `Let ${what} rest`;
    default:
      return `Give ${what} to somebody`;
  }
}

/** What somebody named in it is called. */
export function nameIn({ people }: Pick<ExceptionBatch, 'people'>, id: string): string {
  return people.find((each) => each.id === id)?.name ?? id;
}

export const BATCH_STATES = {
  waiting: { state: 'waiting', word: 'Waiting for a second person' },
  running: { state: 'working', word: 'Under way' },
  stopped: { state: 'held', word: 'Stopped' },
  declined: { state: 'refused', word: 'Declined' },
  done: { state: 'done', word: 'Done' },
} as const;
