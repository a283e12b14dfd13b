import type { NewMatch } from '@kontor/contracts';
import type { MatchRequest } from '@kontor/reconciliation';

export function toMatchRequest(match: NewMatch): MatchRequest {
  const { bankEntry: bankEntryId, allocations, differences, version } = match;
  return {
    bankEntryId,
    allocations: allocations.map(({ openItem, amount }) => ({ openItemId: openItem, amount })),
    differences,
    version,
  };
}
