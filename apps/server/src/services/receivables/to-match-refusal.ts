import { unreachable } from '@kontor/kernel';
import type { MatchesRefusal } from '@kontor/reconciliation';
import type { MatchRefusal } from '../../gateway/services.ts';

/** The place of the match goes before the place in the match. */
export function toMatchRefusal(refusal: MatchesRefusal): MatchRefusal {
  switch (refusal.kind) {
    case 'absent':
      return { kind: 'absent' };
    case 'stale':
    case 'already_claimed': {
      const { kind, quicker } = refusal;
      return { kind, ...(quicker && { quicker }) };
    }
    case 'unacceptable': {
      const place = `/matches/${refusal.index}`;
      const errors = refusal.defects.map((defect) => ({ ...defect, at: `${place}${defect.at}` }));
      return { kind: 'unacceptable', errors };
    }
    default:
      return unreachable(refusal);
  }
}
