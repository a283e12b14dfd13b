import { ENDPOINTS, type Endpoint } from '@kontor/contracts';
import { beforeAll, describe, expect, test } from 'vitest';
import { openGateway, type OpenGateway } from './testing/open-gateway.ts';

const contracts: readonly Endpoint[] = ENDPOINTS;
let gateway: OpenGateway;
beforeAll(async () => void (gateway = await openGateway()));

describe.each(contracts.map((contract) => [contract.operationId, contract] as const))(
  '%s',
  (_name, contract) => {
    const url = addressOf(contract);
    const { method } = contract;

    test('is closed without a token, and says where to get one', async () => {
      const reply = await gateway.app.inject({ method, url });
      expect(reply.statusCode).toBe(401);
      expect(reply.headers['www-authenticate']).toContain('resource_metadata="https://kontor');
      expect(reply.json()).toMatchObject({
        code: 'unauthenticated',
        type: '/problems/unauthenticated',
      });
    });

    test('is closed to a token with every other permission', async () => {
      const others = contracts.map(({ permission }) => permission);
      const scope = others.filter((permission) => permission !== contract.permission).join(' ');
      const headers = { authorization: `Bearer ${await gateway.token({ scope })}` };
      const reply = await gateway.app.inject({ method, url, headers });
      expect(reply.statusCode).toBe(403);
      expect(reply.headers['www-authenticate']).toContain(`scope="${contract.permission}"`);
    });

    test('refuses what it does not know in the query', async () => {
      const headers = await allowed(contract);
      const reply = await gateway.app.inject({
        method,
        url: `${url}?nonsense=1`,
        headers,
        ...bodyOf(contract),
      });
      expect(reply.statusCode).toBe(400);
      const { errors } = reply.json<{ errors: { code: string }[] }>();
      expect(errors.map(({ code }) => code)).toContain('unknown_field');
    });

    test('does not answer in HTML', async () => {
      const headers = { ...(await allowed(contract)), accept: 'text/html' };
      const reply = await gateway.app.inject({ method, url, headers, ...bodyOf(contract) });
      expect(reply.json()).toMatchObject({ code: 'not_acceptable', status: 406 });
    });
  },
);

describe.each(contracts.filter(({ bodies }) => bodies).map((c) => [c.operationId, c] as const))(
  '%s, which takes a body,',
  (_name, contract) => {
    test.each([
      ['application/x-www-form-urlencoded'],
      ['text/html'],
      ['application/json; charset=utf-16'],
      ['application/xml; charset=iso-8859-1'],
      [''],
    ])('does not take "%s"', async (type) => {
      const headers = { ...(await allowed(contract)), 'content-type': type };
      const reply = await gateway.app.inject({
        method: contract.method,
        url: addressOf(contract),
        headers,
        payload: 'x=1',
      });
      expect(reply.json()).toMatchObject({ code: 'unsupported_media_type' });
      expect(reply.headers['accept']).toBe(Object.keys(contract.bodies ?? {}).join(', '));
    });
  },
);

describe.each(
  contracts
    .filter(({ idempotency }) => idempotency === 'required')
    .map((c) => [c.operationId, c] as const),
)('%s, which happens once,', (_name, contract) => {
  test.each([
    [undefined, 'idempotency_key_missing'],
    ['x'.repeat(256), 'idempotency_key_invalid'],
    ['a, b', 'idempotency_key_invalid'],
  ])('does not take the key %.10s', async (key, code) => {
    const { 'idempotency-key': _key, ...headers } = await allowed(contract);
    const reply = await gateway.app.inject({
      method: contract.method,
      url: addressOf(contract),
      headers: { ...headers, ...(key !== undefined && { 'idempotency-key': key }) },
      ...bodyOf(contract),
    });
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ code, type: `/problems/${code}` });
  });
});

describe('a list of one legal entity', () => {
  const lists = contracts.filter(({ query }) => query && 'legalEntity' in query.properties);
  test.each(lists.map((c) => [c.operationId, c] as const))(
    '%s is not given to others',
    async (_n, contract) => {
      const reply = await gateway.app.inject({
        url: `${contract.path}?legalEntity=GB01`,
        headers: await allowed(contract),
      });
      expect(reply.statusCode).toBe(403);
      expect(reply.json()).toMatchObject({ code: 'legal_entity_forbidden' });
    },
  );
});

describe('an id', () => {
  test.each(contracts.filter(({ params }) => params).map((c) => [c.operationId, c] as const))(
    '%s: one that cannot exist is answered like one that does not',
    async (_name, contract) => {
      const url = contract.path.replaceAll(/\{\w+\}/g, 'no%20such%20thing');
      const headers = await allowed(contract);
      const reply = await gateway.app.inject({
        method: contract.method,
        url,
        headers,
        ...bodyOf(contract),
      });
      expect(reply.statusCode).toBe(404);
      expect(reply.json()).toMatchObject({ code: 'not_found' });
    },
  );
});

test('beyond the quota callers are told how long to wait, and others go on', async () => {
  const limited = await openGateway({
    config: {
      publicUrl: 'https://kontor.example',
      rateLimit: { requests: 2, windowSeconds: 60 },
      cursorKey: new Uint8Array(32),
    },
  });
  const ask = async (claims: object) =>
    limited.app.inject({
      url: '/v1/legal-entities',
      headers: {
        authorization: `Bearer ${await limited.token({ ...claims })}`,
        'x-forwarded-for': String(n++),
      },
    });
  let n = 0;
  expect((await ask({})).statusCode).toBe(200);
  expect((await ask({})).headers['ratelimit']).toBe('"api";r=0;t=30');
  const refused = await ask({});
  expect(refused.statusCode).toBe(429);
  expect(refused.headers['retry-after']).toBe('30');
  expect(refused.headers['ratelimit-policy']).toBe('"api";q=2;w=60');
  expect((await ask({ client_id: 'billing' })).statusCode).toBe(200);
});

test('no reply of all this broke its contract', () => {
  expect(gateway.violations).toEqual([]);
});

test('why a token was refused is in the log with the correlation id, and not in the answer', async () => {
  const { app, log, token } = await openGateway();
  const headers = { authorization: `Bearer ${await token({ aud: 'https://elsewhere.example' })}` };
  const reply = await app.inject({ url: '/v1/legal-entities', headers });
  const { correlationId } = reply.json<{ correlationId: string }>();
  expect(reply.body).not.toContain('audience');
  expect(log).toContainEqual(expect.objectContaining({ reason: 'wrong_audience', correlationId }));
});

test('a fault is logged with its correlation id and told without a word of it', async () => {
  const { app, services, log, token } = await openGateway();
  Object.assign(services.companies, {
    list: async () => Promise.reject(new Error('password=hunter2 at /srv/secret.ts:7')),
  });
  const headers = { authorization: `Bearer ${await token()}`, 'kontor-correlation-id': 'case-7' };
  const reply = await app.inject({ url: '/v1/legal-entities', headers });
  expect(reply.statusCode).toBe(500);
  expect(reply.json()).toMatchObject({
    code: 'internal',
    correlationId: 'case-7',
    retryable: true,
  });
  expect(reply.body).not.toMatch(/hunter2|\.ts|stack/);
  expect(log).toContainEqual(expect.objectContaining({ msg: 'internal', correlationId: 'case-7' }));
});

async function allowed(contract: Endpoint): Promise<Record<string, string>> {
  return {
    authorization: `Bearer ${await gateway.token()}`,
    ...(contract.idempotency === 'required' && { 'idempotency-key': crypto.randomUUID() }),
    ...(contract.headers?.includes('If-Match') && { 'if-match': '"v12"' }),
    ...(contract.bodies && { 'content-type': Object.keys(contract.bodies)[0] ?? '' }),
  };
}

function bodyOf({ bodies = {} }: Endpoint): { payload?: string } {
  const [body] = Object.values(bodies);
  if (!body) return {};
  return { payload: body.kind === 'json' ? JSON.stringify(Object.values(body.examples)[0]) : 'x' };
}

/** With the ids of the examples. */
function addressOf({ path }: Endpoint): string {
  const tail = '01j8zq4w7n2k5xv3m9t6r0c8ya';
  const ids: Record<string, string> = {
    transactionId: `txn_${tail}`,
    bankFileId: `bfl_${tail}`,
    bankStatementId: `bst_${tail}`,
    matchId: `mat_${tail}`,
    refusalId: `rfl_${tail}`,
    exceptionId: `exc_${tail}`,
    batchId: `bat_${tail}`,
    holdId: `hld_${tail}`,
    deletionId: `rdl_${tail}`,
    deliveryId: `dlv_${tail}`,
    subscriptionId: `sub_${tail}`,
    laneId: 'sap-main:C10042',
    name: 'sap-main',
    code: 'DE01',
    period: '2026-03',
    month: '2026-03',
  };
  return path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => ids[name] ?? name);
}
