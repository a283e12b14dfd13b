/** Open items, and what people match them with. */

import type { Match } from '@kontor/contracts';
import { present, unreachable } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import {
  findMatch,
  listMatches,
  listOpenItems,
  makeMatch,
  reverseMatch,
  type MatchingOffice,
} from '@kontor/reconciliation';
import type {
  Absent,
  Call,
  IdempotentCall,
  Impossible,
  MatchOutcome,
  Receivables,
} from '../../gateway/services.ts';
import { withIdempotency, type Worked } from '../idempotency/with-idempotency.ts';

export function receivablesService(office: MatchingOffice): Receivables {
  const { pool } = office;
  return {
    listOpenItems: ({ actor }, filters, page) =>
      listOpenItems(pool, actor.legalEntities, filters, page),
    listMatches: ({ actor }, filters, page) =>
      listMatches(pool, actor.legalEntities, filters, page),
    async findMatch({ actor }, id) {
      const value = await findMatch(pool, { id, permitted: actor.legalEntities });
      return value ? { kind: 'found', value } : { kind: 'absent' };
    },
    match: (call, match) => withIdempotency(pool, call, (db) => matchOnce(db, office, call, match)),
    reverseMatch: (call, reversal) =>
      withIdempotency(pool, call, (db) => reverseOnce(db, office, call, reversal)),
  };
}

async function reverseOnce(
  db: Queryable,
  office: MatchingOffice,
  call: IdempotentCall,
  { id, reason }: Parameters<Receivables['reverseMatch']>[1],
): Promise<Worked<Match> | Absent | Impossible> {
  const outcome = await reverseMatch(db, office, {
    matchId: id,
    by: call.actor.subject,
    reason,
    correlationId: call.correlationId,
    permitted: call.actor.legalEntities,
  });
  if (outcome.kind === 'impossible') return outcome;
  if (outcome.kind === 'absent') return { kind: 'absent' };
  return { kind: 'done', result: await read(db, call, id) };
}

type Refusal = Exclude<MatchOutcome, { readonly kind: 'accepted' | 'replayed' }>;

async function matchOnce(
  db: Queryable,
  office: MatchingOffice,
  call: IdempotentCall,
  match: Parameters<Receivables['match']>[1],
): Promise<Worked<Match> | Refusal> {
  const outcome = await makeMatch(db, office, {
    bankEntryId: match.bankEntry,
    allocations: match.allocations.map(({ openItem, amount }) => ({
      openItemId: openItem,
      amount,
    })),
    differences: match.differences,
    version: match.version,
    by: call.actor.subject,
    correlationId: call.correlationId,
    permitted: call.actor.legalEntities,
  });
  switch (outcome.kind) {
    case 'made':
      return { kind: 'done', result: await read(db, call, outcome.matchId) };
    case 'unacceptable':
      return { kind: 'unacceptable', errors: outcome.defects };
    case 'absent':
    case 'stale':
    case 'already_claimed':
      return { kind: outcome.kind };
    default:
      return unreachable(outcome);
  }
}

async function read(db: Queryable, { actor }: Call, id: string): Promise<Match> {
  const found = await findMatch(db, { id, permitted: actor.legalEntities });
  return present(found, 'a match that was made can be read by who made it');
}
