import { tellStory } from '@kontor/governance';
import type { Story } from '@kontor/contracts';
import type { TransactionId } from '@kontor/kernel';
import type { Absent, Call, Found } from '../../gateway/services.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { readStoryFacts, type StoryReading } from './read-story-facts.ts';

/** The story is told anew each time from what is recorded: it cannot disagree with the record. */
export async function readStory(
  reading: StoryReading,
  call: Call,
  id: TransactionId,
): Promise<Found<Story> | Absent> {
  const facts = await readStoryFacts(reading, id, legalEntitiesOf(call));
  return facts ? { kind: 'found', value: tellStory(facts) } : { kind: 'absent' };
}
