import type { StoryFacts } from '@kontor/governance';
import { parseInstant, present, type Instant, type TransactionId } from '@kontor/kernel';
import type { ProcessDefinition } from '@kontor/process';
import type { Queryable } from '@kontor/postgres';
import type { StoredDeliveryStatus } from '../../wire/to-delivery-status.ts';

type DeliveryFacts = StoryFacts['deliveries'][number];
type AttemptFacts = DeliveryFacts['attempts'][number];

type Naming = {
  readonly definition: ProcessDefinition;
  readonly titleOf: (connection: string) => string | undefined;
};

export async function readStoryDeliveries(
  db: Queryable,
  id: TransactionId,
  naming: Naming,
): Promise<readonly DeliveryFacts[]> {
  const { rows } = await db.query<StoryDeliveryRow>({
    name: 'read_story_deliveries',
    text: READ_STORY_DELIVERIES,
    values: [id],
  });
  return rows.map((row) => toDeliveryFacts(row, naming));
}

const READ_STORY_DELIVERIES = `
  select delivery_id, step, direction, connection, status, external_reference, last_detail,
         created_at,
         (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'outcome', outcome,
                   'detail', detail, 'at', started_at, 'durationMs', duration_ms)
                   order by number), '[]')
          from delivery_attempt
          where delivery_attempt.delivery_id = delivery.delivery_id) as attempts
  from delivery
  where transaction_id = $1
  order by created_at, delivery_id
  limit 1000
`;

type StoryDeliveryRow = {
  readonly delivery_id: string;
  readonly step: string;
  readonly direction: 'forward' | 'back';
  readonly connection: string;
  readonly status: StoredDeliveryStatus;
  readonly external_reference: string | null;
  readonly last_detail: string | null;
  readonly created_at: Instant;
  readonly attempts: readonly (Omit<AttemptFacts, 'at' | 'detail'> & {
    readonly at: string;
    readonly detail: string | null;
  })[];
};

function toDeliveryFacts(row: StoryDeliveryRow, { definition, titleOf }: Naming): DeliveryFacts {
  const step = definition.steps.find(({ name }) => name === row.step);
  const deliver = step?.kind === 'deliver' ? step : undefined;
  const role = deliver?.to ?? 'ledger';
  return {
    deliveryId: row.delivery_id,
    direction: row.direction,
    title: deliver?.title ?? row.step,
    role,
    connection: row.connection,
    system: role === 'receivables' ? OURS : (titleOf(row.connection) ?? row.connection),
    status: row.status,
    createdAt: row.created_at,
    attempts: row.attempts.map(({ at, detail, ...attempt }) => ({
      ...attempt,
      at: present(parseInstant(at), at),
      ...(detail !== null && { detail }),
    })),
    ...(row.external_reference !== null && { externalReference: row.external_reference }),
    ...(row.last_detail !== null && { detail: row.last_detail }),
  };
}

/** The sub-ledger is a system like the others, and is called what it is. */
const OURS = 'Kontor’s sub-ledger';
