import { wordMonth } from '@kontor/governance';
import type { Approval } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import type { Call } from '../../../gateway/services.ts';
import { fromDeletionRow, SELECT_DELETION, type DeletionRow } from '../../records/deletion-row.ts';
import { nameIn } from '../../records/hold-row.ts';
import { legalEntitiesOf } from '../../wire/legal-entities-of.ts';

/** Records that somebody wants to delete. Who may not see retention is not shown them here. */
export async function listDeletionApprovals(
  db: Queryable,
  call: Call,
  limit: number,
): Promise<readonly Approval[]> {
  if (!call.actor.permissions.has('retention:read')) return [];
  const { rows } = await db.query<DeletionRow>({
    name: 'list_deletion_approvals',
    text: LIST_DELETION_APPROVALS,
    values: [legalEntitiesOf(call), limit],
  });
  return rows.map((row) => toApproval(row, call));
}

const LIST_DELETION_APPROVALS = `
  ${SELECT_DELETION}
  where status = 'asked' and expires_at > now() and legal_entity = any($1::text[])
  order by asked_at, deletion_id
  limit $2
`;

function toApproval(row: DeletionRow, call: Call): Approval {
  const { meant, month, legalEntity, reason, expiresAt, version } = fromDeletionRow(row);
  const obstacle = obstacleOf(row, call);
  return {
    id: row.deletion_id,
    kind: 'record_deletion',
    title: `Delete records of ${tellMonth(month)}, ${legalEntity}`,
    question: `“${reason}” May they be deleted?`,
    legalEntities: [legalEntity],
    totals: meant.totals.flatMap(({ total }) => total ?? []),
    requestedBy: { id: row.asked_by, name: nameIn(row, row.asked_by) },
    requestedAt: row.asked_at,
    dueAt: expiresAt,
    facts: [
      { term: 'Records', value: String(meant.records) },
      { term: 'Of other months', value: String(meant.ofOtherMonths) },
      ...(meant.oldestAt === undefined ? [] : [{ term: 'Oldest', value: meant.oldestAt }]),
      ...(meant.newestAt === undefined ? [] : [{ term: 'Newest', value: meant.newestAt }]),
      { term: 'Past their term before', value: row.due_before },
    ],
    changes: [],
    ifApproved: [
      'It begins within seconds and cannot be undone. What a legal hold covers by then stays, and ' +
        'so does whatever something else keeps.',
      'A certificate says what went.',
    ],
    ifDeclined: ['Nothing goes. Somebody may ask for it again.'],
    version,
    ...(obstacle !== undefined && { obstacle }),
  };
}

/** `March 2026`. */
function tellMonth(month: string): string {
  return `${wordMonth(Number.parseInt(month.slice(5), 10))} ${month.slice(0, 4)}`;
}

function obstacleOf(row: DeletionRow, { actor }: Call): string | undefined {
  if (row.asked_by.toLowerCase() === actor.subject.toLowerCase()) {
    return 'You asked for it yourself. Nobody decides on what they started: a second person has to.';
  }
  return actor.permissions.has('approvals:decide')
    ? undefined
    : 'You may look at it. Somebody who may approve has to decide.';
}
