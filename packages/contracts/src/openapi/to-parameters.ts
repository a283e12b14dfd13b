/** Path, query and header parameters of one operation. */

import type { TObject } from 'typebox';
import { type Endpoint, REQUEST_HEADERS } from '../endpoint.ts';
import { refer, type Components } from './components.ts';

export function toParameters(contract: Endpoint, components: Components): readonly object[] {
  const { params, query, headers = [], idempotency } = contract;
  return [
    ...(params ? fromProperties(params, 'path', components) : []),
    ...(query ? fromProperties(query, 'query', components) : []),
    ...(idempotency === 'required' ? [IDEMPOTENCY_KEY] : []),
    ...headers.map((name) => toHeader(name)),
  ];
}

function fromProperties(
  { properties, required }: TObject,
  place: 'path' | 'query',
  components: Components,
): readonly object[] {
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = refer(property, components) as Readonly<
      Record<string, unknown>
    >;
    return {
      name,
      in: place,
      required: place === 'path' || required?.includes(name) === true,
      ...(description !== undefined && { description }),
      // Lists are written once, with commas.
      ...(schema['type'] === 'array' && { style: 'form', explode: false }),
      schema,
    };
  });
}

function toHeader(name: keyof typeof REQUEST_HEADERS): object {
  const { description, example } = REQUEST_HEADERS[name];
  const required = name === 'If-Match';
  return { name, in: 'header', required, description, schema: { type: 'string' }, example };
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description:
    'A new key for each new intent, the same key for each retry of it: 1 to 255 visible ASCII ' +
    'characters, with or without quotation marks. Kept for at least 30 days.',
  schema: { type: 'string', minLength: 1, maxLength: 257 },
  example: '"8e03978e-40d5-43dd-bc93-6894a57f9324"',
};
