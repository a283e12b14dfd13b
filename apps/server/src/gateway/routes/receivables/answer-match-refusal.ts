/** Why a match cannot be made; to the second of two people, who was quicker. */

import { unreachable } from '@kontor/kernel';
import { notFound } from '../../answer.ts';
import type { MatchRefusal } from '../../services.ts';

export function answerMatchRefusal(refusal: MatchRefusal) {
  switch (refusal.kind) {
    case 'absent':
      return notFound();
    case 'unacceptable':
      return { problem: 'unacceptable_match', errors: refusal.errors } as const;
    case 'stale':
      return { problem: 'version_conflict', ...toMembers(refusal) } as const;
    case 'already_claimed':
      return { problem: 'already_claimed', ...toMembers(refusal) } as const;
    default:
      return unreachable(refusal);
  }
}

function toMembers({ quicker }: Extract<MatchRefusal, { kind: 'stale' | 'already_claimed' }>) {
  return quicker && { by: quicker.by, at: quicker.at, detail: quicker.sentence };
}
