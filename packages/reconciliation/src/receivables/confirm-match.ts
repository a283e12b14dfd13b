/** `match.confirm`: the claims were made with the match; a match that was given back stays so. */

import type { MatchConfirmation } from '@kontor/canon';
import type { DeliveryOutcome } from '@kontor/connector-sdk';
import type { Queryable } from '@kontor/postgres';

export async function confirmMatch(
  db: Queryable,
  { matchId }: MatchConfirmation,
): Promise<DeliveryOutcome> {
  const { rows } = await db.query<{ status: string }>({
    name: 'status_of_match',
    text: 'select status from match where match_id = $1',
    values: [matchId],
  });
  const status = rows[0]?.status;
  if (status !== undefined && status !== 'released') {
    return { kind: 'confirmed', externalReference: matchId };
  }
  return {
    kind: 'rejected',
    reason: 'business_rule',
    vendorCode: status === undefined ? 'MATCH_UNKNOWN' : 'MATCH_RELEASED',
    vendorText:
      status === undefined ? 'There is no such match.' : 'The match was given back meanwhile.',
  };
}
