/** Open items, and what people match them with. */

import type { Match, MatchRefusal as RefusedMatch, NewMatch } from '@kontor/contracts';
import { present } from '@kontor/kernel';
import { inTransaction, type Queryable } from '@kontor/postgres';
import {
  findMatch,
  listMatches,
  listOpenItems,
  listRefusals,
  makeMatches,
  refuseMatch,
  reverseMatch,
  withdrawRefusal,
  type MatchingOffice,
} from '@kontor/reconciliation';
import type {
  Absent,
  Call,
  IdempotentCall,
  Impossible,
  MatchRefusal,
  Receivables,
} from '../../gateway/services.ts';
import { withIdempotency, type Worked } from '../idempotency/with-idempotency.ts';
import { previewPostings, type ReceivablesOptions } from './preview-postings.ts';
import { toMatchRefusal } from './to-match-refusal.ts';
import { toMatchRequest } from './to-match-request.ts';

export function receivablesService(options: ReceivablesOptions): Receivables {
  const { office } = options;
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
    listRefusals: ({ actor }, filters, page) =>
      listRefusals(pool, actor.legalEntities, filters, page),
    refuseMatch: (call, { bankEntry: bankEntryId, openItems: openItemIds }) =>
      withIdempotency<RefusedMatch, Absent>(pool, call, async (db) => {
        const refusal = { bankEntryId, openItemIds, ...whoOf(call) };
        const result = await refuseMatch(db, office.ids, refusal);
        return result ? { kind: 'done', result } : { kind: 'absent' };
      }),
    async withdrawRefusal(call, id) {
      const withdrawal = { id, ...whoOf(call) };
      const isDone = await inTransaction(pool, (db) => withdrawRefusal(db, withdrawal));
      return { kind: isDone ? 'removed' : 'absent' };
    },
    match: (call, match) =>
      withIdempotency(pool, call, async (db) => {
        const made = await matchInside(db, office, call, [match]);
        if (made.kind !== 'done') return withoutPlace(made);
        return { kind: 'done', result: present(made.result[0], 'one was made') };
      }),
    matchAll: (call, matches) =>
      withIdempotency(pool, call, (db) => matchInside(db, office, call, matches)),
    previewMatches: (call, matches) => previewPostings(options, call, matches),
    reverseMatch: (call, { id, reason }) =>
      withIdempotency(pool, call, async (db) => {
        const reversed = await reverseInside(db, office, call, { ids: [id], reason });
        if (reversed.kind !== 'done') return reversed;
        return { kind: 'done', result: present(reversed.result[0], 'one was reversed') };
      }),
    reverseAll: (call, reversal) =>
      withIdempotency(pool, call, (db) => reverseInside(db, office, call, reversal)),
  };
}

function whoOf({ actor, correlationId }: Call) {
  return { by: actor.subject, permitted: actor.legalEntities, correlationId };
}

async function matchInside(
  db: Queryable,
  office: MatchingOffice,
  call: IdempotentCall,
  matches: readonly NewMatch[],
): Promise<Worked<readonly Match[]> | MatchRefusal> {
  const outcome = await makeMatches(db, office, {
    matches: matches.map(toMatchRequest),
    ...whoOf(call),
  });
  if (outcome.kind !== 'made') return toMatchRefusal(outcome);
  return { kind: 'done', result: await readAll(db, call, outcome.matchIds) };
}

/** Who sent one match knows no places of matches. */
function withoutPlace(refusal: MatchRefusal): MatchRefusal {
  if (refusal.kind !== 'unacceptable') return refusal;
  const errors = refusal.errors.map((defect) => ({
    ...defect,
    at: defect.at.replace(/^\/matches\/0/, ''),
  }));
  return { kind: 'unacceptable', errors };
}

async function reverseInside(
  db: Queryable,
  office: MatchingOffice,
  call: IdempotentCall,
  { ids, reason }: Parameters<Receivables['reverseAll']>[1],
): Promise<Worked<readonly Match[]> | Absent | Impossible> {
  for (const matchId of [...new Set(ids)].sort()) {
    const outcome = await reverseMatch(db, office, {
      matchId,
      reason,
      ...whoOf(call),
    });
    if (outcome.kind === 'impossible') return outcome;
    if (outcome.kind === 'absent') return { kind: 'absent' };
  }
  return { kind: 'done', result: await readAll(db, call, [...new Set(ids)]) };
}

async function readAll(db: Queryable, { actor }: Call, ids: readonly string[]): Promise<Match[]> {
  const found: Match[] = [];
  for (const id of ids) {
    const match = await findMatch(db, { id, permitted: actor.legalEntities });
    found.push(present(match, 'a match that was made can be read by who made it'));
  }
  return found;
}
