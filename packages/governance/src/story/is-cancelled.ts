import type { StoryFacts } from './facts.ts';

/** What was cancelled stays so: its stream has nothing behind that. */
export function isCancelled({ history }: Pick<StoryFacts, 'history'>): boolean {
  return history.some(({ message }) => message.type === 'Cancelled');
}
