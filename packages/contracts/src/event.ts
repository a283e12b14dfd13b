/**
 * What an event is: a CloudEvent (1.0.2), published exactly when the change it tells of committed,
 * at least once, in order per `partitionkey`. Receivers dedupe by `source` and `id`.
 */

import { idText, InstantText, LegalEntityCode } from '@kontor/canon';
import Type, { type Static, type TObject, type TSchema } from 'typebox';
import { CorrelationId } from './wire.ts';

export type EventContract = {
  /** Ends in its major version: `kontor.invoice.posted.v1`. */
  readonly type: `kontor.${string}.v${number}`;
  readonly summary: string;
  readonly description: string;
  readonly data: TObject;
  readonly example: unknown;
};

/** Keeps the literal types. */
export function defineEvent<const Contract extends EventContract>(contract: Contract): Contract {
  return contract;
}

/** Address of the JSON Schema of an event’s data, below the gateway. */
export function dataSchemaOf({ type }: Pick<EventContract, 'type'>): string {
  return `/schemas/events/${type}.json`;
}

/** The envelope: CloudEvents context attributes with the extensions that Kontor always sends. */
export function cloudEventOf<Data extends TSchema>(type: TSchema, data: Data) {
  return Type.Object(
    {
      specversion: Type.Literal('1.0'),
      id: idText('EventId'),
      /** `/legal-entities/DE01` */
      source: Type.String({ pattern: '^/legal-entities/[A-Z0-9]{2,10}$' }),
      type,
      /** What it is about: the id of a transaction, file or exception. */
      subject: Type.String({ minLength: 1, maxLength: 200 }),
      time: InstantText,
      datacontenttype: Type.Literal('application/json'),
      dataschema: Type.String(),
      legalentity: LegalEntityCode,
      /** What the order is kept within: for invoices the customer. */
      partitionkey: Type.String({ minLength: 1, maxLength: 200 }),
      /** Orders the events of one partition key as text (CloudEvents extension `sequence`). */
      sequence: Type.String({ pattern: '^\\d{20}$' }),
      correlationid: CorrelationId,
      /** W3C trace context of the request that caused it. */
      traceparent: Type.Optional(Type.String({ pattern: TRACEPARENT })),
      data,
    },
    { additionalProperties: false },
  );
}

const TRACEPARENT = '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$';

export const CloudEvent = Type.Object(
  {
    ...cloudEventOf(Type.String({ pattern: '^kontor\\.[a-z.]+\\.v\\d+$' }), Type.Unknown())
      .properties,
  },
  { $id: 'CloudEvent', additionalProperties: false },
);
export type CloudEvent = Static<typeof CloudEvent>;
