/**
 * What failed at a connection lately, grouped by what it said: numbers in the texts are left out of
 * the comparison, so that a thousand documents refused for one reason are one line.
 */

import type { ConnectionDetail } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { cutLine, cutText } from '../../wire/cut-text.ts';

type Failure = ConnectionDetail['failures'][number];

export type FailuresRequest = {
  readonly connection: string;
  readonly legalEntities: readonly string[];
  readonly since: Instant;
};

export async function readFailures(
  db: Queryable,
  { connection, legalEntities, since }: FailuresRequest,
): Promise<Failure[]> {
  const { rows } = await db.query<FailureRow>({
    name: 'read_failures',
    text: READ_FAILURES,
    values: [connection, legalEntities, since],
  });
  return rows.map((row) => ({
    outcome: row.outcome,
    sentence: SENTENCES[row.outcome],
    detail: cutText(row.detail ?? 'It did not say why.', DETAIL_CHARACTERS_MAX),
    times: row.times,
    lastAt: row.last_at,
    transaction: row.transaction_id,
    number: cutLine(row.number, NUMBER_CHARACTERS_MAX),
  }));
}

// The newest few thousand say enough, and bound what a storm of failures costs to look at.
export const READ_FAILURES = `
  select attempt.outcome, count(*)::integer as times, max(attempt.started_at) as last_at,
         (array_agg(attempt.detail order by attempt.started_at desc))[1] as detail,
         (array_agg(transaction.transaction_id order by attempt.started_at desc))[1]
           as transaction_id,
         (array_agg(transaction.number order by attempt.started_at desc))[1] as number
  from (
    select delivery_id, outcome, detail, started_at
    from delivery_attempt
    where outcome in ('rejected', 'retryable', 'unknown') and started_at >= $3
    order by started_at desc
    limit 5000
  ) as attempt
  join delivery on delivery.delivery_id = attempt.delivery_id
  join transaction on transaction.transaction_id = delivery.transaction_id
  where delivery.connection = $1 and transaction.legal_entity = any($2::text[])
  group by attempt.outcome, regexp_replace(attempt.detail, '[0-9]+', '#', 'g')
  order by count(*) desc, max(attempt.started_at) desc
  limit 10
`;

type FailureRow = {
  readonly outcome: Failure['outcome'];
  readonly times: number;
  readonly last_at: Instant;
  readonly detail: string | null;
  readonly transaction_id: string;
  readonly number: string;
};

const SENTENCES: Readonly<Record<Failure['outcome'], string>> = {
  rejected: 'It said no: a person decides, or what was done is taken back.',
  retryable: 'It took nothing: it is tried again.',
  unknown: 'It fell silent after we sent: it is asked before anything is sent again.',
};
// Limits of the contract.
const DETAIL_CHARACTERS_MAX = 1_000;
const NUMBER_CHARACTERS_MAX = 140;
