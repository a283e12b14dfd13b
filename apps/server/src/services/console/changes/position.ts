/**
 * Where a listener stands, as text that it hands back after a break: a short hash per topic, so
 * that any process can tell what changed meanwhile, and so that it says nothing of how much.
 */

import { createHash } from 'node:crypto';
import { TOPIC_NAMES, type Topic } from '@kontor/contracts';
import type { Marks } from './read-marks.ts';

export function positionOf(marks: Marks): string {
  return TOPIC_NAMES.map((topic) => hashOf(topic, marks)).join('.');
}

/** Every topic when the position is not one of ours. */
export function changedSince(
  position: string | undefined,
  marks: Marks,
  topics: readonly Topic[],
): readonly Topic[] {
  const hashes = position?.split('.') ?? [];
  if (hashes.length !== TOPIC_NAMES.length) return topics;
  return topics.filter((topic) => hashes[TOPIC_NAMES.indexOf(topic)] !== hashOf(topic, marks));
}

function hashOf(topic: Topic, marks: Marks): string {
  const text = `${topic} ${marks.get(topic)}`;
  return createHash('sha256').update(text).digest('base64url').slice(0, HASH_CHARACTERS);
}

/** One change in four billion is taken for none, until the next one. */
const HASH_CHARACTERS = 6;
