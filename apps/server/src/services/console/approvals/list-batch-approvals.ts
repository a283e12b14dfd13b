import type { Approval } from '@kontor/contracts';
import type { Call } from '../../../gateway/services.ts';
import { nameIn, SELECT_BATCH, type BatchRow } from '../../exception-batches/batch-row.ts';
import { legalEntitiesOf } from '../../wire/legal-entities-of.ts';
import type { ConsoleExceptionsOptions } from '../exceptions/console-exceptions-service.ts';
import { causeTitle } from '../exceptions/to-exception-line.ts';
import { approvalObstacle } from './approval-obstacle.ts';

/** Decisions about many exceptions that are above the limit of the company. */
export async function listBatchApprovals(
  options: ConsoleExceptionsOptions,
  call: Call,
  limit: number,
): Promise<readonly Approval[]> {
  const { rows } = await options.pool.query<BatchRow>({
    name: 'list_batch_approvals',
    text: LIST_BATCH_APPROVALS,
    values: [legalEntitiesOf(call), limit],
  });
  return rows.map((row) => toApproval(row, call, options));
}

const LIST_BATCH_APPROVALS = `
  ${SELECT_BATCH}
  where status = 'waiting' and legal_entities <@ $1::text[]
  order by requested_at, batch_id
  limit $2
`;

function toApproval(row: BatchRow, call: Call, words: ConsoleExceptionsOptions): Approval {
  const obstacle = approvalObstacle(call, row.requested_by === call.actor.subject);
  const doing = row.action === 'retry' ? 'Try again' : 'Let rest';
  return {
    id: row.batch_id,
    kind: 'batch',
    title: `${doing}: ${row.item_count === 1 ? 'one exception' : `${row.item_count} exceptions`}`,
    question: `“${row.reason}” It is above the limit of the company. May it be done?`,
    legalEntities: [...row.legal_entities],
    totals: row.totals,
    requestedBy: { id: row.requested_by, name: nameIn(row, row.requested_by) },
    requestedAt: row.requested_at,
    facts: factsOf(row, words),
    changes: [],
    ifApproved: [
      row.action === 'retry'
        ? 'Each is tried again in its order and under its own reference: nothing happens twice.'
        : 'Each is let rest. Documents that were refused stay refused.',
      'What cannot be done is listed with its reason. It can be stopped at any time.',
    ],
    ifDeclined: ['Nothing is done. The exceptions stay open.'],
    version: row.version,
    ...(obstacle !== undefined && { obstacle }),
  };
}

function factsOf({ filter, item_count }: BatchRow, words: ConsoleExceptionsOptions) {
  const { cause, legalEntity, connection, process } = filter;
  return [
    { term: 'Exceptions', value: String(item_count) },
    ...(cause === undefined ? [] : [{ term: 'Cause', value: causeTitle(cause, words) }]),
    ...(legalEntity === undefined ? [] : [{ term: 'Legal entity', value: legalEntity }]),
    ...(connection === undefined ? [] : [{ term: 'System', value: connection }]),
    ...(process === undefined ? [] : [{ term: 'Process', value: process }]),
  ];
}
