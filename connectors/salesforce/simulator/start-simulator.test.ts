import { openHttpPort, type HttpRequest } from '@kontor/connector-sdk';
import { systemClock } from '@kontor/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordId } from './record-id.ts';
import { startSalesforceSimulator, type SalesforceSimulator } from './start-simulator.ts';

const root = '/services/data/v64.0';
const note = `${root}/sobjects/Kontor_Note__c`;
const accounts = [{ Kontor_Customer__c: 'C10042', Name: 'Kranich Optik GmbH' }];

let simulator: SalesforceSimulator;
let network: ReturnType<typeof openHttpPort>;
let token: string;
beforeAll(async () => {
  simulator = await startSalesforceSimulator({ clientId: 'id', clientSecret: 'secret', accounts });
  network = openHttpPort({ baseUrl: simulator.url, timeoutMs: 3_000, clock: systemClock });
  const reply = await signIn({ client_id: 'id', client_secret: 'secret' });
  token = (JSON.parse(reply.body) as { access_token: string }).access_token;
});
afterAll(async () => {
  await network.close();
  await simulator.stop();
});

async function ask(request: HttpRequest) {
  const headers = { authorization: `Bearer ${token}`, ...request.headers };
  const reply = await network.port({ ...request, headers });
  if (reply.kind === 'silence') throw new Error(reply.cause);
  return reply;
}

function signIn(form: Record<string, string>) {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString();
  return ask({ method: 'POST', path: '/services/oauth2/token', body });
}

describe('the token endpoint', () => {
  test('gives a token without saying how long it lives', async () => {
    const reply = await signIn({ client_id: 'id', client_secret: 'secret' });
    const body = JSON.parse(reply.body) as object;
    expect(body).toMatchObject({ token_type: 'Bearer', instance_url: simulator.url });
    expect(body).not.toHaveProperty('expires_in');
  });

  test.each([
    [{ client_id: 'other', client_secret: 'secret' }, 'invalid_client_id'],
    [{ client_id: 'id', client_secret: 'other' }, 'invalid_client'],
    [{ grant_type: 'password' }, 'unsupported_grant_type'],
  ])('refuses %j with %s', async (form, error) => {
    const reply = await signIn(form);
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.body)).toMatchObject({ error });
  });
});

test('every answer says how many calls of the day are used', async () => {
  const first = await ask({ method: 'GET', path: `${root}/limits` });
  const second = await ask({ method: 'GET', path: `${root}/limits` });
  const used = [first, second].map(({ headers }) => headers['sforce-limit-info']);
  expect(used).toEqual(['api-usage=1/100000', 'api-usage=2/100000']);
});

describe('what the API refuses', () => {
  const account = { Account__r: { Kontor_Customer__c: 'C10042' } };
  test.each([
    ['GET', `${root}/sobjects/Nothing__c/X__c/1`, '', 404, 'NOT_FOUND'],
    ['PATCH', `${note}/Other__c/1`, '{}', 404, 'NOT_FOUND'],
    ['GET', `${note}/Kontor_Reference__c/absent`, '', 404, 'NOT_FOUND'],
    ['DELETE', `${note}/Kontor_Reference__c/1`, '', 405, 'METHOD_NOT_ALLOWED'],
    ['PATCH', `${note}/Kontor_Reference__c/1`, 'no json', 400, 'JSON_PARSER_ERROR'],
    ['PATCH', `${note}/Kontor_Reference__c/1`, '[]', 400, 'JSON_PARSER_ERROR'],
    ['PATCH', `${note}/Kontor_Reference__c/1`, '{"Colour__c":"red"}', 400, 'INVALID_FIELD'],
    ['PATCH', `${note}/Kontor_Reference__c/1`, '{"Amount__c":1190}', 400, 'JSON_PARSER_ERROR'],
    ['PATCH', `${note}/Kontor_Reference__c/1`, '{"Day__c":"31.03."}', 400, 'JSON_PARSER_ERROR'],
    [
      'PATCH',
      `${note}/Kontor_Reference__c/1`,
      JSON.stringify(account),
      400,
      'REQUIRED_FIELD_MISSING',
    ],
  ] as const)('%s %s %s: %i %s', async (method, path, body, status, errorCode) => {
    const reply = await ask({ method, path, ...(body !== '' && { body }) });
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.body)).toMatchObject([{ errorCode }]);
    expect(simulator.ledger.entries()).toEqual([]);
  });

  test('a call without a session', async () => {
    const headers = { authorization: 'Bearer stale' };
    const reply = await ask({ method: 'GET', path: `${root}/limits`, headers });
    expect(reply.status).toBe(401);
    expect(JSON.parse(reply.body)).toMatchObject([{ errorCode: 'INVALID_SESSION_ID' }]);
  });
});

test('record ids are 18 characters, and no two are alike when case is lost', () => {
  const ids = Array.from({ length: 5_000 }, (_, at) => recordId('a0K', at));
  expect(ids.every((id) => /^a0K[A-Za-z0-9]{12}[A-Z0-5]{3}$/.test(id))).toBe(true);
  expect(new Set(ids.map((id) => id.toLowerCase())).size).toBe(ids.length);
});

test.each([
  [{ accounts: [{ Kontor_Customer__c: 'C2', Name: 'New' }] }, 'loaded'],
  [{ accounts: [{ Kontor_Customer__c: 'C2' }] }, 'refused'],
  [{ customers: [] }, 'refused'],
])('master data %j is %s', (data, kind) => {
  expect(simulator.loadMasterData(data).kind).toBe(kind);
});
