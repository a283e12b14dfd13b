import type { Approval } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import type { Call } from '../../../gateway/services.ts';
import { findForbidden } from '../../records/find-forbidden.ts';
import { fromHoldRow, nameIn, SELECT_HOLD, type HoldRow } from '../../records/hold-row.ts';
import { legalEntitiesOf } from '../../wire/legal-entities-of.ts';

/** Legal holds that somebody wants to end. Who may not see holds is not shown them here. */
export async function listHoldApprovals(
  db: Queryable,
  call: Call,
  limit: number,
): Promise<readonly Approval[]> {
  if (!call.actor.permissions.has('retention:read')) return [];
  const { rows } = await db.query<HoldRow>({
    name: 'list_hold_approvals',
    text: LIST_HOLD_APPROVALS,
    values: [legalEntitiesOf(call), limit],
  });
  // The same for all holds of all legal entities.
  const forbidden = rows.some(isEverywhere) && (await findForbidden(db, call, null));
  return rows.flatMap((row) =>
    toApproval(row, obstacleOf(row, call, isEverywhere(row) && Boolean(forbidden))),
  );
}

const LIST_HOLD_APPROVALS = `
  ${SELECT_HOLD}
  where status = 'release_asked' and (legal_entity is null or legal_entity = any($1::text[]))
  order by release_asked_at, hold_id
  limit $2
`;

function isEverywhere({ legal_entity }: HoldRow): boolean {
  return legal_entity === null;
}

function toApproval(row: HoldRow, obstacle: string | undefined): Approval[] {
  const { releaseAsked, reference, sentence, reason, placedBy, version } = fromHoldRow(row);
  if (!releaseAsked) return [];
  return [
    {
      id: row.hold_id,
      kind: 'legal_hold',
      title: `Release the legal hold ${reference}`,
      question: `“${releaseAsked.reason}” May the hold end?`,
      legalEntities: row.legal_entity === null ? [] : [row.legal_entity],
      totals: [],
      requestedBy: { id: releaseAsked.by, name: nameIn(row, releaseAsked.by) },
      requestedAt: releaseAsked.at,
      facts: [
        { term: 'It keeps', value: sentence },
        { term: 'Because', value: reason },
        { term: 'Placed by', value: nameIn(row, placedBy) },
      ],
      changes: [],
      ifApproved: [
        'The hold ends. What it kept is kept for its term, like everything else, and other holds ' +
          'go on keeping it.',
      ],
      ifDeclined: ['The hold stays in force as it is.'],
      version,
      ...(obstacle !== undefined && { obstacle }),
    },
  ];
}

function obstacleOf(row: HoldRow, { actor }: Call, isForbidden: boolean): string | undefined {
  if (row.release_asked_by?.toLowerCase() === actor.subject.toLowerCase()) {
    return 'You asked for it yourself. Nobody decides on what they started: a second person has to.';
  }
  if (!actor.permissions.has('approvals:decide')) {
    return 'You may look at it. Somebody who may approve has to decide.';
  }
  return isForbidden
    ? 'It keeps records of all legal entities. Somebody who may act for all of them has to decide.'
    : undefined;
}
