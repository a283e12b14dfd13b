/** Place a legal hold. It counts from the moment its database transaction is done. */

import type { HoldScope, LegalHold, NewLegalHold } from '@kontor/contracts';
import { parseInstant, present, type Defect, type IdSource, type Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { HoldForbidden } from '../../gateway/records-services.ts';
import type { IdempotentCall, Unacceptable } from '../../gateway/services.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import type { Worked } from '../idempotency/with-idempotency.ts';
import { findForbidden } from './find-forbidden.ts';
import { fromHoldRow } from './hold-row.ts';
import { readHold } from './list-holds.ts';

export async function placeHold(
  db: Queryable,
  ids: IdSource,
  call: IdempotentCall,
  hold: NewLegalHold,
): Promise<Worked<LegalHold> | HoldForbidden | Unacceptable> {
  const { reference, reason } = hold;
  const scope = readTimes(hold.scope);
  if (isDefect(scope)) return { kind: 'unacceptable', errors: [scope] };
  const { legalEntity } = scope;
  const forbidden = await findForbidden(db, call, legalEntity ?? null);
  if (forbidden) return forbidden;
  const id = ids.next('LegalHoldId');
  await db.query({
    name: 'insert_legal_hold',
    text: INSERT_LEGAL_HOLD,
    values: [
      id,
      reference,
      reason,
      legalEntity ?? null,
      scope.process ?? null,
      scope.customer ?? null,
      scope.acceptedFrom ?? null,
      scope.acceptedTo ?? null,
      call.actor.subject,
    ],
  });
  await writeAuditEntry(db, {
    actor: call.actor.subject,
    action: 'legal_hold.placed',
    subject: { kind: 'legal-hold', id },
    ...(legalEntity !== undefined && { legalEntity }),
    reason,
    detail: { reference, scope },
    correlationId: call.correlationId,
  });
  const row = present(await readHold(db, call, id), 'it was just written');
  return { kind: 'done', result: fromHoldRow(row) };
}

/** The scope with its moments in UTC: the wire allows any offset, and days that do not exist. */
function readTimes(scope: HoldScope): HoldScope | Defect {
  const times: Record<string, Instant> = {};
  for (const name of ['acceptedFrom', 'acceptedTo'] as const) {
    const text = scope[name];
    if (text === undefined) continue;
    const instant = parseInstant(text);
    if (instant === undefined || instant < FIRST) return noSuchMoment(name);
    times[name] = instant;
  }
  const { acceptedFrom, acceptedTo } = times;
  if (acceptedFrom !== undefined && acceptedTo !== undefined && acceptedFrom >= acceptedTo) {
    return NOTHING_BETWEEN;
  }
  return { ...scope, ...times };
}

function isDefect(scope: HoldScope | Defect): scope is Defect {
  return 'code' in scope;
}

function noSuchMoment(name: string): Defect {
  return { code: 'no_such_moment', at: `/scope/${name}`, detail: 'There is no such moment.' };
}

/** The year 0 is none that PostgreSQL knows; nothing was accepted before this century. */
const FIRST = '2000-01-01T00:00:00.000Z';
const NOTHING_BETWEEN: Defect = {
  code: 'nothing_between',
  at: '/scope/acceptedTo',
  detail: 'It ends before it begins: nothing was accepted in between.',
};

const INSERT_LEGAL_HOLD = `
  insert into legal_hold
    (hold_id, reference, reason, legal_entity, process, customer, accepted_from, accepted_to,
     placed_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
`;
