/** The feed of events, for those who would rather pull than be called: in order, from any point. */

import Type from 'typebox';
import { endpoint } from './endpoint.ts';
import { CloudEvent, dataSchemaOf } from './event.ts';
import { EVENT_TYPES, invoicePosted } from './events.ts';
import { EXAMPLE_IDS, EXAMPLE_TIME } from './examples.ts';
import { PAGE_TOKEN_CHARACTERS_MAX } from './paging.ts';
import { closed } from './wire.ts';

/** A batch of a thousand small events stays near a megabyte. */
export const EVENTS_LIMIT_MAX = 1_000;
export const EVENTS_LIMIT_DEFAULT = 100;

export const exampleCloudEvent = {
  specversion: '1.0',
  id: EXAMPLE_IDS.event,
  source: '/legal-entities/DE01',
  type: invoicePosted.type,
  subject: EXAMPLE_IDS.transaction,
  time: EXAMPLE_TIME,
  datacontenttype: 'application/json',
  dataschema: dataSchemaOf(invoicePosted),
  legalentity: 'DE01',
  partitionkey: 'C10042',
  sequence: '00000000000000000417',
  correlationid: '4bf92f3577b34da6a3ce929d0e0e4736',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  data: invoicePosted.example,
};

export const listEvents = endpoint({
  method: 'GET',
  path: '/v1/events',
  operationId: 'listEvents',
  tag: 'Events',
  summary: 'Read the event feed',
  description:
    'A CloudEvents batch, oldest first, of the legal entities of the token. `Link` with ' +
    '`rel="next"` is where to go on: it is there also when the batch is empty, because the ' +
    'feed has no end. With `Prefer: wait=N` an empty answer waits for the next event.',
  permission: 'events:read',
  audit: { none: 'Events name documents and amounts; the feed is read by machines all day.' },
  idempotency: { none: 'Reading.' },
  headers: ['Prefer'],
  query: closed({
    after: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: PAGE_TOKEN_CHARACTERS_MAX,
        description: 'From the `Link` of the batch before; absent for the beginning.',
      }),
    ),
    types: Type.Optional(
      Type.Array(Type.Enum([...EVENT_TYPES]), {
        maxItems: EVENT_TYPES.length,
        description: 'Only these types, separated by commas.',
      }),
    ),
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: EVENTS_LIMIT_MAX,
        description: `At most so many events: ${EVENTS_LIMIT_DEFAULT} unless said.`,
      }),
    ),
  }),
  replies: {
    200: {
      description: 'The next events; none when there are none yet.',
      body: Type.Array(CloudEvent, { maxItems: EVENTS_LIMIT_MAX }),
      example: [exampleCloudEvent],
      contentTypes: ['application/cloudevents-batch+json', 'application/json'],
      headers: ['Link', 'Preference-Applied'],
    },
  },
  problems: ['invalid_cursor'],
});
