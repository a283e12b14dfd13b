import type { Queryable } from '@kontor/postgres';
import type { Settlement } from '../engine-store.ts';

export async function insertAttempts(
  db: Queryable,
  settlements: readonly Settlement[],
): Promise<void> {
  const rows = settlements.flatMap(({ head, attempts }) =>
    attempts.map((attempt, index) => ({
      delivery_id: head.deliveryId,
      number: head.attempts + index + 1,
      kind: attempt.kind,
      outcome: attempt.outcome,
      detail: attempt.detail,
      exchanges: attempt.exchanges,
      started_at: attempt.startedAt,
      duration_ms: attempt.durationMs,
    })),
  );
  if (rows.length === 0) return;
  await db.query({
    name: 'insert_attempts',
    text: INSERT_ATTEMPTS,
    values: [JSON.stringify(rows)],
  });
}

const INSERT_ATTEMPTS = `
  insert into delivery_attempt
    (delivery_id, number, kind, outcome, detail, exchanges, started_at, duration_ms)
  select delivery_id, number, kind, outcome, detail, exchanges, started_at, duration_ms
  from jsonb_to_recordset($1::jsonb) as attempt
    (delivery_id text, number integer, kind text, outcome text, detail text, exchanges jsonb,
     started_at timestamptz, duration_ms integer)
`;
