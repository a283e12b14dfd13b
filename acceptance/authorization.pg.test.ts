/**
 * Who may do what: every operation needs its permission, every token only reaches its legal
 * entities, and nothing but a token of ours is a token (C58, C63, C64). The cases come from the
 * contracts, so that a new operation is tested without anybody thinking of it.
 */

import { createHmac } from 'node:crypto';
import {
  createBankFile,
  createCustomerInvoice,
  createExceptionBatch,
  createMatchRefusal,
  createMatch,
  createPaymentBatch,
  createWebhookSubscription,
  ENDPOINTS,
  getTransaction,
  holdLane,
  listAuditEntries,
  listBankEntries,
  listBankFiles,
  listBankStatements,
  listEvents,
  listExceptions,
  listLanes,
  listOpenItems,
  listTransactions,
  PERMISSION_NAMES,
  placeLegalHold,
  previewExceptionBatch,
  releaseLane,
  watchConsoleChanges,
  type Endpoint,
} from '@kontor/contracts';
import { idSource, present, systemClock, systemRandom } from '@kontor/kernel';
import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { sendTo, toRaw, type RawReply } from './platform/caller.ts';
import { eventually } from './platform/eventually.ts';
import { startPlatform } from './platform/start-platform.ts';
import { nowSeconds, openTokens, type Claims } from './platform/tokens.ts';
import { bankDays } from './samples/bank-days.ts';
import { germanCustomers, grossOf, sampleInvoice } from './samples/sample-invoice.ts';
import { samplePaymentBatch } from './samples/sample-payment-batch.ts';

const platform = await startPlatform();
const { sandbox, url } = platform;
const tokens = await openTokens(platform);
const ids = idSource(systemClock, systemRandom);
const operations = platform.as('operations');
const german = await germanThings();

/** One of each thing that the German company has. */
async function germanThings(): Promise<Readonly<Record<string, string>>> {
  const customer = present(germanCustomers(sandbox)[0], 'there are customers');
  const numbers = ['GERMAN-260001', 'GERMAN-260002'];
  for (const [index, number] of numbers.entries()) {
    const net = 1_000n + BigInt(index);
    const json = sampleInvoice({ number, customer, net });
    await operations.read(createCustomerInvoice, { json, headers: { prefer: 'wait=20' } });
  }
  const paid = {
    direction: 'credit',
    amount: grossOf(1_000n),
    remittance: ['GERMAN-260001'],
  } as const;
  const strange = { direction: 'credit', amount: '7.31', remittance: ['Thank you'] } as const;
  const { camt } = bankDays(sandbox.bank).next([paid, strange]);
  const body = { type: 'application/xml', content: camt };
  const file = await operations.read(createBankFile, { body });
  const { items: exceptions } = await eventually(
    () => operations.read(listExceptions),
    ({ items }) => items.length === 1,
  );
  const { items: entries } = await operations.read(listBankEntries);
  const { items: statements } = await operations.read(listBankStatements);
  const { items: open } = await operations.read(listOpenItems, { query: { status: 'open' } });
  const { items: transactions } = await operations.read(listTransactions);
  const matched = entries.flatMap(({ matches = [] }) => matches);
  const [transaction] = transactions;
  const params = { transactionId: present(transaction, 'it was accepted').id };
  const { deliveries } = await operations.read(getTransaction, { params });
  const { rows: lanes } = await platform.pool.query<{ lane_id: string }>(
    `select lane_id from lane where ordering_key like 'DE01%'`,
  );
  const json = { url: 'https://receiver.example/', types: ['kontor.invoice.posted.v1'] };
  const subscription = await platform.as('operations').read(createWebhookSubscription, { json });
  const batch = await assignGermanExceptions();
  const bankEntry = present(entries.find(({ status }) => status === 'open')?.id, 'one is open');
  const openItems = open.slice(0, 1).map(({ id }) => id);
  const refusal = await operations.read(createMatchRefusal, { json: { bankEntry, openItems } });
  const hold = await holdGermanRecords();
  const batchOfPayments = { number: 'GERMAN-PAY-1', creditors: ['Kranich Optik GmbH'] };
  const payment = await operations.read(createPaymentBatch, {
    json: samplePaymentBatch(sandbox, batchOfPayments),
  });
  const things = {
    ...params,
    paymentBatchId: payment?.id,
    holdId: hold,
    deletionId: await askForGermanDeletion(),
    month: '2026-03',
    bankFileId: file?.id,
    bankStatementId: statements[0]?.id,
    batchId: batch?.id,
    exceptionId: exceptions[0]?.id,
    bankEntryId: bankEntry,
    refusalId: refusal?.id,
    openItemId: open[0]?.id,
    matchId: matched[0],
    deliveryId: deliveries[0]?.id,
    laneId: lanes[0]?.lane_id,
    subscriptionId: subscription?.id,
    code: 'DE01',
    period: sandbox.company.legalEntities[0]?.openPostingDays.from.slice(0, 7),
    name: 'sap-s4hana',
    process: 'create-customer-invoice',
  };
  const named = Object.entries(things).map(([name, id]) => [name, present(id, `it has a ${name}`)]);
  return Object.fromEntries(named);
}

async function holdGermanRecords(): Promise<string> {
  const json = { reference: '312 O 117/26', reason: 'A suit.', scope: { legalEntity: 'DE01' } };
  const request = toRaw(placeLegalHold, { json });
  const headers = { authorization: `Bearer ${await tokens.sign()}`, ...request.headers };
  const { status, text } = await sendTo(url, { ...request, headers });
  expect(status, text).toBe(201);
  return (JSON.parse(text) as { id: string }).id;
}

/** Asked for long after the month: what is accepted today is due for nobody. */
async function askForGermanDeletion(): Promise<string> {
  const id = ids.next('RecordDeletionId');
  await platform.pool.query(
    `insert into record_deletion (deletion_id, month, legal_entity, reason, term, due_before, shown,
       asked_by)
     values ($1, '2015-11', 'DE01', 'It is over.', '{"years":10,"yearEndsInMonth":12}',
       '2016-01-01', '{"records":0,"ofOtherMonths":0,"totals":[]}', 'ana')`,
    [id],
  );
  return id;
}

async function assignGermanExceptions() {
  const choice = { filter: { legalEntity: 'DE01' }, action: 'assign', assignee: 'ana' } as const;
  const preview = await operations.read(previewExceptionBatch, { json: choice });
  const { count, totals } = present(preview, 'a batch can be previewed');
  const json = { ...choice, reason: 'She knows the payer.', seen: { count, totals } };
  return operations.read(createExceptionBatch, { json });
}

/** Ids that nothing has. */
function nothing(): Readonly<Record<string, string>> {
  return {
    ...german,
    transactionId: ids.next('TransactionId'),
    paymentBatchId: ids.next('TransactionId'),
    deletionId: ids.next('RecordDeletionId'),
    holdId: ids.next('LegalHoldId'),
    bankFileId: ids.next('BankFileId'),
    bankStatementId: ids.next('BankStatementId'),
    batchId: ids.next('ExceptionBatchId'),
    exceptionId: ids.next('ExceptionId'),
    bankEntryId: ids.next('BankEntryId'),
    openItemId: ids.next('OpenItemId'),
    matchId: ids.next('MatchId'),
    refusalId: ids.next('MatchRefusalId'),
    deliveryId: ids.next('DeliveryId'),
    subscriptionId: ids.next('SubscriptionId'),
    laneId: '999999999',
    code: 'XX99',
  };
}

type Things = Readonly<Record<string, string>>;

/** A request that its contract takes, about these things. */
function requestOf(endpoint: Endpoint, things: Things) {
  // A batch of payments is a transaction, but not every transaction is one.
  const isOfPayments = endpoint.path.startsWith('/v1/payment-batches/');
  const thing = (name: string) =>
    things[isOfPayments && name === 'transactionId' ? 'paymentBatchId' : name];
  const names = Object.keys(endpoint.params?.properties ?? {});
  const params = names.map((name) => [name, thing(name)]);
  const json = bodyOf(endpoint, things);
  const ifMatch = endpoint.headers?.includes('If-Match') && { 'if-match': '"v1"' };
  return toRaw(endpoint, {
    params: Object.fromEntries(params) as never,
    ...(json !== undefined && { json }),
    headers: { ...ifMatch },
  });
}

function bodyOf(endpoint: Endpoint, things: Things): unknown {
  if (endpoint.operationId === createMatch.operationId) {
    const allocations = [{ openItem: things['openItemId'], amount: '1.00' }];
    return { bankEntry: things['bankEntryId'], allocations, differences: [], version: 1 };
  }
  const body = endpoint.bodies?.['application/json'];
  return body?.kind === 'json' ? Object.values(body.examples)[0] : undefined;
}

async function sendWith(token: string, endpoint: Endpoint, things: Things): Promise<RawReply> {
  const request = requestOf(endpoint, things);
  const headers = { authorization: `Bearer ${token}`, ...request.headers };
  return sendTo(url, { ...request, headers });
}

/** Connections and processes serve all companies, and a month is shown as far as one may see. */
const EVERYBODYS = new Set(['name', 'process', 'month']);

const everyOperation = ENDPOINTS.map((endpoint): [string, Endpoint] => [
  endpoint.operationId,
  endpoint,
]);

describe('an operation without its permission', () => {
  test.each(everyOperation)('%s is forbidden with all the others', async (_, endpoint) => {
    const others = PERMISSION_NAMES.filter((name) => name !== endpoint.permission);
    const token = await tokens.sign({ scope: others.join(' ') });
    const { problem, headers } = await sendWith(token, endpoint, nothing());
    expect(problem).toMatchObject({ status: 403, code: 'forbidden' });
    expect(problem?.detail).toContain(endpoint.permission);
    expect(headers.get('www-authenticate')).toContain(`scope="${endpoint.permission}"`);
  });

  // An answer that never ends is looked at by the tests of the gateway.
  const ending = everyOperation.filter(([name]) => name !== watchConsoleChanges.operationId);
  test.each(ending)('%s passes the door with it alone', async (_, endpoint) => {
    const token = await tokens.sign({ scope: endpoint.permission });
    const { status, text } = await sendWith(token, endpoint, nothing());
    expect([401, 403], text).not.toContain(status);
    expect(status, text).toBeLessThan(500);
  });
});

describe('what belongs to another legal entity', () => {
  const about = everyOperation.filter(([, { operationId, params }]) => {
    const names = Object.keys(params?.properties ?? {}).filter((name) => !EVERYBODYS.has(name));
    return names.length > 0 || operationId === createMatch.operationId;
  });

  test.each(about)('%s answers as if it did not exist', async (_, endpoint) => {
    const claims = { legal_entities: ['GB01'], sub: 'jean', client_id: 'shop' };
    const token = await tokens.sign(claims);
    const theirs = await sendWith(token, endpoint, german);
    const nobodys = await sendWith(token, endpoint, nothing());
    expect(theirs.problem).toMatchObject({ status: 404, code: 'not_found' });
    expect(withoutTrace(theirs)).toEqual(withoutTrace(nobodys));
  });

  const lasting = about.filter(([, { method }]) => method !== 'DELETE');
  test.each(lasting)('%s has it for those who may', async (_, endpoint) => {
    const token = await tokens.sign();
    const { problem, text } = await sendWith(token, endpoint, german);
    expect(problem?.code, text).not.toBe('not_found');
  });

  const lists = [
    listTransactions,
    listBankFiles,
    listBankEntries,
    listOpenItems,
    listExceptions,
    listLanes,
    listEvents,
  ];
  test.each(lists.map((list): [string, Endpoint] => [list.operationId, list]))(
    '%s does not show it',
    async (_, list) => {
      const token = await tokens.sign({ legal_entities: ['GB01'] });
      const { status, text } = await sendWith(token, list, german);
      expect(status).toBe(200);
      expect(text).not.toMatch(/DE01|GERMAN/);
      const mine = await sendWith(await tokens.sign(), list, german);
      expect(mine.text).toMatch(/DE01|GERMAN|"items":\[\]/);
    },
  );

  test('the audit trail shows it to those who may', async () => {
    await sendWith(await tokens.sign(), holdLane, german);
    await sendWith(await tokens.sign(), releaseLane, german);
    const query = { action: 'lane.held' };
    const mine = await operations.read(listAuditEntries, { query });
    expect(mine.items).not.toEqual([]);
    const request = toRaw(listAuditEntries, { query });
    const authorization = `Bearer ${await tokens.sign({ legal_entities: ['GB01'] })}`;
    const theirs = await sendTo(url, { ...request, headers: { authorization } });
    expect(JSON.parse(theirs.text)).toEqual({ items: [] });
  });

  test('cannot be asked for by name', async () => {
    const token = await tokens.sign({ legal_entities: ['GB01'] });
    for (const [, { operationId, path, query }] of everyOperation) {
      if (!query || !('legalEntity' in query.properties)) continue;
      const request = { method: 'GET', path: `${path}?legalEntity=DE01` };
      const headers = { authorization: `Bearer ${token}` };
      const { problem } = await sendTo(url, { ...request, headers });
      expect(problem?.code, operationId).toBe('legal_entity_forbidden');
    }
  });

  test('is not billed for, in whichever form the document comes', async () => {
    const customer = present(germanCustomers(sandbox)[0], 'there are customers');
    const json = sampleInvoice({ number: 'NOT-MINE', customer });
    const token = await tokens.sign({ legal_entities: ['GB01'] });
    const headers = { authorization: `Bearer ${token}` };
    const request = toRaw(createCustomerInvoice, { json, headers });
    const { problem } = await sendTo(url, request);
    expect(problem).toMatchObject({ status: 403, code: 'legal_entity_forbidden' });
  });
});

function withoutTrace({ status, headers, problem }: RawReply) {
  const { correlationId: _c, traceId: _t, instance: _i, ...rest } = present(problem, 'refused');
  return { status, type: headers.get('content-type'), problem: rest };
}

describe('a token', () => {
  const now = nowSeconds();
  const unsigned = (header: Claims, claims: Claims) =>
    [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const none = `${unsigned({ alg: 'none', typ: 'at+jwt' }, tokens.claims()).join('.')}.`;
  const publicKey = JSON.stringify(tokens.publicJwk);
  const content = unsigned({ alg: 'HS256', typ: 'at+jwt', kid: tokens.keyId }, tokens.claims());
  const mac = createHmac('sha256', publicKey).update(content.join('.')).digest('base64url');

  const bent: readonly (readonly [string, string | Promise<string>])[] = [
    ['is none', 'not-a-token'],
    ['is not signed', none],
    ['is signed with the public key as a secret', [...content, mac].join('.')],
    ['is signed by somebody else', strangers()],
    ['has expired', tokens.sign({ iat: now - 900, exp: now - 300 })],
    ['never expires', tokens.sign({ exp: undefined })],
    ['is not valid yet', tokens.sign({ nbf: now + 300 })],
    ['is from the future', tokens.sign({ iat: now + 300, exp: now + 900 })],
    ['is for another audience', tokens.sign({ aud: 'https://elsewhere.example' })],
    ['is of another issuer', tokens.sign({ iss: 'https://elsewhere.example' })],
    ['is of no issuer', tokens.sign({ iss: undefined })],
    ['is an id token', tokens.sign({}, { typ: 'JWT' })],
    ['names no key', tokens.sign({}, { kid: undefined })],
    ['names another key', tokens.sign({}, { kid: 'key-2' })],
    ['brings its own key', tokens.sign({}, { jwk: tokens.publicJwk })],
    ['says where its key is', tokens.sign({}, { jku: 'https://elsewhere.example/keys' })],
    ['is of nobody', tokens.sign({ sub: undefined })],
    ['names legal entities that are none', tokens.sign({ legal_entities: 'DE01' })],
    ['was changed on the way', changedOnTheWay()],
  ];

  async function strangers(): Promise<string> {
    const { generateKeyPair } = await import('jose');
    const { privateKey } = await generateKeyPair('ES256');
    const header = { alg: 'ES256', typ: 'at+jwt', kid: tokens.keyId };
    return new SignJWT(tokens.claims()).setProtectedHeader(header).sign(privateKey);
  }

  async function changedOnTheWay(): Promise<string> {
    const [header, , signature] = (await tokens.sign({ scope: 'events:read' })).split('.');
    return [header, unsigned({}, tokens.claims())[1], signature].join('.');
  }

  test.each(bent)('that %s is refused, and the caller does not learn why', async (_, token) => {
    const { problem, headers } = await sendWith(await token, listTransactions, german);
    expect(problem).toMatchObject({ status: 401, code: 'unauthenticated' });
    expect(problem?.detail).toBeUndefined();
    expect(headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  test.each(everyOperation)('is what %s asks for first', async (_, endpoint) => {
    const { problem, headers } = await sendTo(url, requestOf(endpoint, german));
    expect(problem).toMatchObject({ status: 401, code: 'unauthenticated' });
    expect(headers.get('www-authenticate')).not.toContain('error=');
  });

  test('is not taken from the address', async () => {
    const path = `/v1/transactions?access_token=${await tokens.sign()}`;
    const { problem } = await sendTo(url, { method: 'GET', path });
    expect([400, 401]).toContain(problem?.status);
  });

  test('without legal entities reaches nothing', async () => {
    const token = await tokens.sign({ legal_entities: undefined });
    const { text } = await sendWith(token, listTransactions, german);
    expect(JSON.parse(text)).toEqual({ items: [] });
  });
});
