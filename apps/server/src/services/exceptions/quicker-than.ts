import type { Instant } from '@kontor/kernel';
import type { Quicker } from '../../gateway/services.ts';
import type { ExceptionRow } from './exception-row.ts';

/** Who changed an exception while somebody else was looking at it, for the one who comes second. */
export function quickerThan(row: ExceptionRow): Quicker | undefined {
  if (row.resolved_by !== null && row.resolved_at !== null) {
    return { by: row.resolved_by, at: row.resolved_at, sentence: resolutionSentence(row) };
  }
  if (row.assigned_by === null || row.assigned_at === null) return undefined;
  return { by: row.assigned_by, at: row.assigned_at, sentence: assignmentSentence(row) };
}

function resolutionSentence(row: ExceptionRow): string {
  const { resolved_by_name: name, resolved_at, resolution, resolved_reason } = row;
  const did = DONE[resolution ?? ''] ?? `decided “${resolution}”`;
  const why = resolved_reason === null ? '' : ` “${resolved_reason}”`;
  return `${name} ${did} at ${timeOf(resolved_at)}.${why}`.slice(0, SENTENCE_CHARACTERS_MAX);
}

function assignmentSentence(row: ExceptionRow): string {
  const { assigned_by, assigned_by_name: name, assigned_at, owner, owner_name } = row;
  const taken = owner === assigned_by ? 'took it on' : `gave it to ${owner_name}`;
  const did = owner === null ? 'gave it back' : taken;
  return `${name} ${did} at ${timeOf(assigned_at)}. Nothing else has changed.`;
}

/** `14:03:27 UTC` */
function timeOf(at: Instant | null): string {
  return at === null ? '' : `${at.slice(11, 19)} UTC`;
}

const DONE: Readonly<Record<string, string>> = {
  retry: 'had it tried again',
  abandon: 'let it rest',
  approve: 'approved it',
  decline: 'declined it',
  'confirm-done': 'confirmed that it is there',
  corrected: 'corrected it and sent it again',
  matched: 'matched the receipt',
  returned: 'settled it: the money went back',
};
const SENTENCE_CHARACTERS_MAX = 900;
