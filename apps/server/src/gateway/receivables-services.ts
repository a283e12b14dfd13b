/** What the gateway needs of open items and of what people match them with. */

import type {
  listMatches,
  listMatchRefusals,
  listOpenItems,
  Match,
  MatchPreview,
  MatchRefusal as RefusedMatch,
  NewMatch,
  OpenItem,
  Page,
  PageRequest,
} from '@kontor/contracts';
import type { MatchId, MatchRefusalId } from '@kontor/kernel';
import type {
  Absent,
  Call,
  Done,
  FiltersOf,
  Found,
  IdempotentCall,
  Impossible,
  KeyConflict,
  Quicker,
  Unacceptable,
} from './services.ts';

export type Receivables = {
  listOpenItems(
    call: Call,
    filters: FiltersOf<typeof listOpenItems>,
    page: PageRequest,
  ): Promise<Page<OpenItem>>;
  match(call: IdempotentCall, match: NewMatch): Promise<MatchOutcome>;
  /** All of them or none, in their order. */
  matchAll(call: IdempotentCall, matches: readonly NewMatch[]): Promise<MatchesOutcome>;
  previewMatches(
    call: Call,
    matches: readonly NewMatch[],
  ): Promise<Found<readonly MatchPreview[]> | MatchRefusal>;
  reverseMatch(
    call: IdempotentCall,
    reversal: { readonly id: MatchId; readonly reason: string },
  ): Promise<Done<Match> | KeyConflict | Absent | Impossible>;
  reverseAll(
    call: IdempotentCall,
    reversal: { readonly ids: readonly MatchId[]; readonly reason: string },
  ): Promise<Done<readonly Match[]> | KeyConflict | Absent | Impossible>;
  listMatches(
    call: Call,
    filters: FiltersOf<typeof listMatches>,
    page: PageRequest,
  ): Promise<Page<Match>>;
  findMatch(call: Call, id: MatchId): Promise<Found<Match> | Absent>;
  refuseMatch(
    call: IdempotentCall,
    refused: { readonly bankEntry: string; readonly openItems: readonly string[] },
  ): Promise<Done<RefusedMatch> | KeyConflict | Absent>;
  /** The rules may suggest it again. */
  withdrawRefusal(call: Call, id: MatchRefusalId): Promise<{ readonly kind: 'removed' } | Absent>;
  listRefusals(
    call: Call,
    filters: FiltersOf<typeof listMatchRefusals>,
    page: PageRequest,
  ): Promise<Page<RefusedMatch>>;
};

export type MatchOutcome = Done<Match> | KeyConflict | MatchRefusal;
export type MatchesOutcome = Done<readonly Match[]> | KeyConflict | MatchRefusal;

export type MatchRefusal =
  /** The bank entry or one of the open items. */
  | Absent
  | Unacceptable
  /** Somebody else changed it, or claimed the amount, meanwhile. */
  | {
      readonly kind: 'stale' | 'already_claimed';
      readonly quicker?: Quicker;
    };
