import { PROBLEMS } from '@kontor/kernel';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { describe, expect, test } from 'vitest';
import type { Endpoint } from './endpoint.ts';
import { ENDPOINTS } from './endpoints.ts';
import { CloudEvent } from './event.ts';
import { exampleCloudEvent } from './event-feed.ts';
import { EVENTS } from './events.ts';
import { isPermission, PERMISSION_NAMES } from './permission.ts';
import { problemsOf } from './problems-of.ts';

const endpoints: readonly Endpoint[] = ENDPOINTS;

describe.each(endpoints.map((contract) => [contract.operationId, contract] as const))(
  '%s',
  (_name, contract) => {
    test('says what it is, who may, what is recorded and what it can refuse', () => {
      expect(contract.summary).toMatch(/^[A-Z].*[^.]$/);
      expect(contract.description).toMatch(/\.$/);
      expect(isPermission(contract.permission)).toBe(true);
      expect(problemsOf(contract).length).toBeGreaterThan(contract.problems.length);
      for (const code of problemsOf(contract)) expect(PROBLEMS).toHaveProperty(code);
    });

    test('has the parameters that its path names', () => {
      const named = [...contract.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(contract.params?.properties ?? {})).toEqual(named);
      if (named.length > 0) expect(contract.problems).toContain('not_found');
    });

    test('has an example of every reply with a body, and each has the shape it promises', () => {
      for (const [status, { body, example }] of Object.entries(contract.replies)) {
        if (!body) expect(status).toBe('204');
        else expectShape(body, example);
      }
    });

    test('has examples of its JSON bodies, and each has the shape it asks for', () => {
      for (const body of Object.values(contract.bodies ?? {})) {
        if (body.kind !== 'json' && body.kind !== 'lines') continue;
        expect(Object.keys(body.examples).length).toBeGreaterThan(0);
        for (const example of Object.values(body.examples)) expectShape(body.schema, example);
      }
    });

    test('refuses what it does not know', () => {
      const schemas = [
        contract.query,
        contract.params,
        ...Object.values(contract.bodies ?? {}).map((body) =>
          'schema' in body ? body.schema : undefined,
        ),
      ];
      for (const schema of schemas) {
        if (schema) expect(schema).toHaveProperty('additionalProperties', false);
      }
    });
  },
);

test('operations have names of their own, and addresses too', () => {
  expectDistinct(endpoints.map(({ operationId }) => operationId));
  expectDistinct(endpoints.map(({ method, path }) => `${method} ${path}`));
});

test('reading needs no key, and whatever creates something needs one', () => {
  for (const { method, idempotency, replies } of endpoints) {
    if (method === 'GET') expect(idempotency).not.toBe('required');
    if (method === 'POST' && 201 in replies) expect(idempotency).toBe('required');
  }
});

test('every permission is needed by some operation, or by one of its actions', () => {
  const needed = new Set<string>(endpoints.map(({ permission }) => permission));
  // Approving is an action of resolving; the description of that operation says so.
  needed.add('approvals:decide');
  expect([...needed].sort()).toEqual([...PERMISSION_NAMES].sort());
});

describe.each(EVENTS.map((event) => [event.type, event] as const))('%s', (type, event) => {
  test('has an example with the shape it promises', () => {
    expectShape(event.data, event.example);
    const dataschema = `/schemas/events/${type}.json`;
    expectShape(CloudEvent, { ...exampleCloudEvent, type, dataschema, data: event.example });
  });
});

function expectShape(schema: TSchema, value: unknown): void {
  expect(Compile(schema).Errors(value)).toEqual([]);
}

function expectDistinct(values: readonly string[]): void {
  expect(new Set(values).size).toBe(values.length);
}
