import { ENDPOINTS, problemsOf, toAsyncApi, toOpenApi, type Endpoint } from '@kontor/contracts';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv } from 'ajv';
import { createRequire } from 'node:module';
import { PROBLEMS, type ProblemCode } from '@kontor/kernel';
import { expect, test } from 'vitest';
import { ROUTES } from './routes/routes.ts';
import { openPaths } from './pages/serve-pages.ts';
import { openGateway, testIssuer } from './testing/open-gateway.ts';
import { systemClock } from '@kontor/kernel';

const address = { publicUrl: 'https://kontor.example', tokenEndpoint: 'https://t.example/token' };
const contracts: readonly Endpoint[] = ENDPOINTS;

test('what runs is what the contracts say, and is what OpenAPI says', async () => {
  const { app } = await openGateway();
  const { paths } = toOpenApi(address);
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method} ${path}`),
  );
  const declared = contracts.map(
    ({ operationId, method, path }) => `${operationId} ${method.toLowerCase()} ${path}`,
  );
  expect(described.sort()).toEqual(declared.sort());
  expect(ROUTES.map(({ contract }) => contract)).toEqual([...ENDPOINTS]);
  for (const { method, path } of contracts) {
    const url = path.replaceAll(/\{(\w+)\}/g, ':$1');
    expect(app.hasRoute({ method, url }), `${method} ${url}`).toBe(true);
  }
});

test('nothing runs that neither a contract nor the list of open pages names', async () => {
  const { app } = await openGateway();
  const { identity } = await testIssuer(systemClock);
  const known = [...contracts, ...openPaths(identity)].map(
    ({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
  );
  expect(runningRoutes(app.printRoutes({ commonPrefix: false })).sort()).toEqual(known.sort());
});

test('every operation has its permission as scope, and every problem that it can answer', () => {
  const { paths } = toOpenApi(address);
  for (const contract of contracts) {
    const operation = paths[contract.path]?.[contract.method.toLowerCase()];
    expect(operation?.security).toEqual([{ oauth2: [contract.permission] }]);
    expect(operation).toHaveProperty('x-kontor-audit', contract.audit);
    const statuses = problemsOf(contract).map((code: ProblemCode) => String(PROBLEMS[code].status));
    expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining(statuses));
  }
});

test('the OpenAPI document is valid OpenAPI 3.1', async () => {
  const document = JSON.parse(JSON.stringify(toOpenApi(address))) as Record<string, unknown>;
  const { valid, errors } = await new Validator().validate(document);
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
});

test('the AsyncAPI document is valid AsyncAPI 3.0', () => {
  const require = createRequire(import.meta.url);
  const schema = require('@asyncapi/specs/schemas/3.0.0-without-$id.json') as object;
  const check = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  const document: unknown = JSON.parse(JSON.stringify(toAsyncApi(address)));
  expect(check(document), JSON.stringify(check.errors)).toBe(true);
});

/** Fastify prints a tree: a line per path with its methods in brackets. */
function runningRoutes(tree: string): string[] {
  const stack: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const match = /^([│ ]*)[├└]── (\S*) ?(?:\(([^)]*)\))?$/.exec(line);
    if (!match) return [];
    const [, indent = '', part = '', methods = ''] = match;
    stack.length = indent.length / 4;
    stack.push(part);
    const path = stack.join('');
    return methods
      .split(', ')
      .filter((method) => method !== '' && method !== 'HEAD')
      .map((method) => `${method} ${path}`);
  });
}
