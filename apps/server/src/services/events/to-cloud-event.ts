/** A row of the feed as a CloudEvent (1.0.2), the same in the feed and in webhooks. */

import { dataSchemaOf, type CloudEvent, type EventType } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';

export type EventRow = {
  readonly position: string;
  readonly event_id: string;
  readonly type: string;
  readonly subject: string;
  readonly legal_entity: string;
  readonly partition_key: string;
  readonly correlation_id: string | null;
  readonly traceparent: string | null;
  readonly data: unknown;
  readonly occurred_at: Instant;
};

export function toCloudEvent(row: EventRow): CloudEvent {
  return {
    specversion: '1.0',
    id: row.event_id,
    source: `/legal-entities/${row.legal_entity}`,
    type: row.type,
    subject: row.subject,
    time: row.occurred_at,
    datacontenttype: 'application/json',
    dataschema: dataSchemaOf({ type: row.type as EventType }),
    legalentity: row.legal_entity,
    partitionkey: row.partition_key,
    sequence: row.position.padStart(20, '0'),
    correlationid: row.correlation_id ?? row.event_id,
    ...(row.traceparent !== null && { traceparent: row.traceparent }),
    data: row.data,
  };
}
