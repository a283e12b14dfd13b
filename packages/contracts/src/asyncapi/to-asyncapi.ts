/**
 * The AsyncAPI 3.0 document of the events: the feed that is pulled and the webhooks that are
 * called.
 */

import Type from 'typebox';
import { cloudEventOf, dataSchemaOf } from '../event.ts';
import { exampleCloudEvent } from '../event-feed.ts';
import { EVENTS } from '../events.ts';
import { API_VERSION, type ApiAddress } from '../openapi/to-openapi.ts';
import { refer, toSchemas, type Components } from '../openapi/components.ts';

export type AsyncApiDocument = {
  readonly asyncapi: string;
  readonly components: {
    readonly messages: Readonly<Record<string, unknown>>;
    readonly schemas: Readonly<Record<string, unknown>>;
  };
  readonly [field: string]: unknown;
};

export function toAsyncApi({ publicUrl }: Pick<ApiAddress, 'publicUrl'>): AsyncApiDocument {
  const components: Components = new Map();
  const messages = Object.fromEntries(
    EVENTS.map((event) => [event.type, toMessage(event, components)]),
  );
  const { host, protocol } = new URL(publicUrl);
  const channelMessages = Object.fromEntries(
    EVENTS.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }]),
  );
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Kontor events',
      version: API_VERSION,
      description:
        'CloudEvents 1.0.2, published exactly when the change committed, at least once, in order ' +
        'per `partitionkey`. Dedupe by `source` and `id`.',
      license: { name: 'Apache-2.0' },
    },
    servers: { kontor: { host, protocol: protocol.slice(0, -1) } },
    channels: {
      feed: {
        address: '/v1/events',
        description: 'Pull: a CloudEvents batch from any point on, see listEvents.',
        messages: channelMessages,
      },
      webhooks: {
        address: null,
        description: 'Push: one signed call per event (Standard Webhooks 1.0.0).',
        messages: channelMessages,
      },
    },
    operations: {
      publishToFeed: { action: 'send', channel: { $ref: '#/channels/feed' } },
      callWebhook: { action: 'send', channel: { $ref: '#/channels/webhooks' } },
    },
    components: { messages, schemas: toSchemas(components) },
  };
}

function toMessage(event: (typeof EVENTS)[number], components: Components): object {
  const { type, summary, description, data, example } = event;
  return {
    name: type,
    title: summary,
    description,
    contentType: 'application/cloudevents+json',
    payload: refer(cloudEventOf(Type.Literal(type), data), components),
    examples: [
      { payload: { ...exampleCloudEvent, type, dataschema: dataSchemaOf(event), data: example } },
    ],
  };
}
