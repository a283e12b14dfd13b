/**
 * What operators steer, and that the audit trail says so: connections, lanes, replays, fiscal
 * periods, and the lists that they look at (C17, C78, C94, C95).
 */

import {
  cancelTransaction,
  createCustomerInvoice,
  getConnection,
  getDelivery,
  getTransaction,
  holdLane,
  listAuditEntries,
  listExceptions,
  listLanes,
  listOpenItems,
  listPeriods,
  listTransactions,
  pauseConnection,
  previewDeliveryReplay,
  putPeriod,
  releaseLane,
  replayDelivery,
  resumeConnection,
} from '@kontor/contracts';
import { present } from '@kontor/kernel';
import { describe, expect, test } from 'vitest';
import { eventually } from './platform/eventually.ts';
import { ledgerDocuments } from './platform/ledger-documents.ts';
import { startPlatform } from './platform/start-platform.ts';
import { germanCustomers, sampleInvoice, TODAY } from './samples/sample-invoice.ts';

const platform = await startPlatform();
const { sandbox } = platform;
const sap = sandbox.system('sap-s4hana');
const operations = platform.as('operations');
const customers = germanCustomers(sandbox);
const ledger = { params: { name: 'sap-s4hana' } };

function customerOf(index: number) {
  return present(customers[index], 'there are customers enough');
}

async function handOver(number: string, customer: number, wait = 'wait=20') {
  const json = sampleInvoice({ number, customer: customerOf(customer) });
  const request = { json, headers: { prefer: wait } };
  return present(await operations.read(createCustomerInvoice, request), 'it is accepted');
}

function posted(number: string) {
  return eventually(
    async () => ledgerDocuments(sandbox, number),
    (documents) => documents.length === 1,
  );
}

/** Long enough for a delivery to leave, if something let it. */
async function notPosted(number: string) {
  await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  expect(ledgerDocuments(sandbox, number)).toEqual([]);
}

/** The one entry of the trail about it, and that it names who did it, why, and the request. */
async function expectAudited(action: string, subject: string, detail: object = {}) {
  const { items } = await operations.read(listAuditEntries, { query: { action, subject } });
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ actor: 'operations', ...detail });
  expect(items[0]?.correlationId).toBeDefined();
}

describe('a connection', () => {
  test('that is paused takes what comes and sends nothing, until it is resumed', async () => {
    const reason = 'The ledger is being patched.';
    await operations.read(pauseConnection, { ...ledger, json: { reason } });
    const accepted = await handOver('PAUSED-260001', 0, 'wait=0');
    expect(accepted.status).toBe('working');
    await notPosted('PAUSED-260001');
    // Backlogs are counted every now and then, however many look.
    const paused = await eventually(
      () => operations.read(getConnection, ledger),
      ({ waiting }) => waiting === 1,
    );
    expect(paused).toMatchObject({ state: 'paused', paused: { by: 'operations', reason } });
    await operations.read(resumeConnection, { ...ledger, json: { reason: 'It is patched.' } });
    await posted('PAUSED-260001');
    await expectAudited('connection.paused', 'sap-s4hana', { reason });
    await expectAudited('connection.resumed', 'sap-s4hana', { reason: 'It is patched.' });
  });
});

describe('a lane', () => {
  test('that is held keeps its order, and no other lane notices', async () => {
    const reason = 'The customer asked us to wait.';
    await operations.read(pauseConnection, { ...ledger, json: { reason: 'For a moment.' } });
    for (const number of ['HELD-260001', 'HELD-260002']) await handOver(number, 1, 'wait=0');
    await handOver('FREE-260001', 2, 'wait=0');
    const { items } = await operations.read(listLanes, { query: { connection: 'sap-s4hana' } });
    const held = items.find(({ key }) => key.endsWith(customerOf(1).number));
    const laneId = present(held, 'it has a lane').id;
    const params = { laneId };
    const lane = await operations.read(holdLane, { params, json: { reason } });
    expect(lane).toMatchObject({ waiting: 2, held: { by: 'operations', reason } });
    await operations.read(resumeConnection, { ...ledger, json: { reason: 'Go on.' } });
    await posted('FREE-260001');
    await notPosted('HELD-260001');
    await operations.read(releaseLane, { params, json: { reason: 'They called.' } });
    await posted('HELD-260002');
    const numbers = sap.ledger.entries().map(({ facts }) => String(facts['documentReference']));
    expect(numbers.filter((number) => number.startsWith('HELD-'))).toEqual([
      'HELD-260001',
      'HELD-260002',
    ]);
    const again = await operations.refusal(releaseLane, { params, json: { reason } });
    expect(again.problem.code).toBe('action_not_possible');
    await expectAudited('lane.held', laneId, { reason });
    await expectAudited('lane.released', laneId, { reason: 'They called.' });
  });
});

describe('what was not sent', () => {
  test('is cancelled, never posted, and its number is free; what was sent is not (C22)', async () => {
    await operations.read(pauseConnection, { ...ledger, json: { reason: 'For a moment.' } });
    const unsent = { params: { transactionId: (await handOver('CAN-260001', 3, 'wait=0')).id } };
    const reason = 'The customer ordered something else.';
    const first = await operations.answer(cancelTransaction, { ...unsent, json: { reason } });
    expect(first.body).toMatchObject({ by: 'operations', reason, status: 'refused' });
    const again = await operations.answer(cancelTransaction, { ...unsent, json: {} });
    expect(again.body).toEqual(first.body);
    const { status, cancelled } = await operations.read(getTransaction, unsent);
    expect({ status, cancelled }).toMatchObject({ status: 'refused', cancelled: { reason } });
    await operations.read(resumeConnection, { ...ledger, json: { reason: 'Go on.' } });
    await notPosted('CAN-260001');
    const sent = { params: { transactionId: (await handOver('CAN-260001', 3)).id } };
    await posted('CAN-260001');
    const late = await operations.refusal(cancelTransaction, { ...sent, json: {} });
    expect(late.problem).toMatchObject({ status: 409, code: 'already_sent' });
    expect(late.problem.detail).toMatch(/^It is posted in the ledger as \d+/);
    const shop = platform.as('shop');
    const theirs = await shop.refusal(cancelTransaction, { ...sent, json: {} });
    expect(theirs.problem.code).toBe('action_not_possible');
    await expectAudited('transaction.cancelled', unsent.params.transactionId, { reason });
  });
});

describe('a replay', () => {
  async function parkedDeliveryOf(transactionId: string): Promise<string> {
    const { deliveries } = await eventually(
      () => operations.read(getTransaction, { params: { transactionId } }),
      ({ status }) => status === 'parked',
    );
    const parked = deliveries.find(({ status }) => status === 'parked');
    return present(parked, 'one of its deliveries stopped').id;
  }

  test('is previewed, keeps its reference, and has one effect however many ask for it', async () => {
    const number = 'REPLAY-260001';
    // A table that will not take the item: whatever goes wrong in there, it is Kontor's own fault.
    await platform.pool.query(
      `alter table open_item add constraint broken check (number <> '${number}')`,
    );
    const { id } = await handOver(number, 3);
    const params = { deliveryId: await parkedDeliveryOf(id) };
    const before = await operations.read(getDelivery, { params });
    const preview = await operations.read(previewDeliveryReplay, { params });
    expect(preview).toMatchObject({ possible: true, needsApproval: false });
    expect(preview.sentences.join(' ')).toContain(before.reference);
    expect(preview.sentences.join(' ')).toMatch(/nothing happens twice/);
    await platform.pool.query('alter table open_item drop constraint broken');

    const json = { reason: 'The table is mended.', version: preview.version };
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => operations.call(replayDelivery, { params, json })),
    );
    expect(replies.filter(({ status }) => status === 202)).toHaveLength(1);
    const refused = replies.flatMap(({ problem }) => problem?.code ?? []);
    expect(refused).toHaveLength(9);
    for (const code of refused) expect(code).toMatch(/^(action_not_possible|version_conflict)$/);
    await eventually(
      () => operations.read(getTransaction, { params: { transactionId: id } }),
      ({ status }) => status === 'done',
    );
    expect((await operations.read(getDelivery, { params })).reference).toBe(before.reference);
    const { items } = await operations.read(listOpenItems, { query: { number } });
    expect(items).toHaveLength(1);
    expect(ledgerDocuments(sandbox, number)).toHaveLength(1);
    const open = await operations.read(listExceptions, {
      query: { transaction: id, status: 'open' },
    });
    expect(open.items).toEqual([]);
    await expectAudited('delivery.replayed', params.deliveryId, { reason: json.reason });
  });

  test('of what is confirmed is not possible, and says so', async () => {
    const { id } = await handOver('CONFIRMED-260001', 4);
    const { deliveries } = await operations.read(getTransaction, { params: { transactionId: id } });
    const params = { deliveryId: present(deliveries[0], 'it was posted').id };
    const preview = await operations.read(previewDeliveryReplay, { params });
    expect(preview).toMatchObject({ possible: false });
    expect(preview.sentences.join(' ')).toMatch(/confirmed|done/i);
    const json = { reason: 'Once more, please.', version: preview.version };
    const { problem } = await operations.refusal(replayDelivery, { params, json });
    expect(problem.code).toBe('action_not_possible');
    expect(ledgerDocuments(sandbox, 'CONFIRMED-260001')).toHaveLength(1);
  });
});

describe('a fiscal period', () => {
  const period = TODAY.slice(0, 7);
  const params = { code: 'DE01', period };

  async function versionOf(): Promise<number> {
    const { items } = await operations.read(listPeriods, { params: { code: 'DE01' } });
    return present(
      items.find((each) => each.period === period),
      'this month is a period',
    ).version;
  }

  function put(status: 'open' | 'closed', ifMatch?: string) {
    const headers = ifMatch === undefined ? {} : { 'if-match': ifMatch };
    return operations.call(putPeriod, { params, json: { status }, headers });
  }

  test('is not changed by somebody who does not say what they read', async () => {
    const version = await versionOf();
    expect((await put('closed')).problem).toMatchObject({ status: 428 });
    expect((await put('closed', `"v${version + 1}"`)).problem).toMatchObject({ status: 412 });
    expect((await put('closed', `W/"v${version}"`)).problem?.status).toBeGreaterThanOrEqual(400);
    expect((await put('closed', '"x"')).problem?.status).toBeGreaterThanOrEqual(400);
    expect(await versionOf()).toBe(version);
  });

  test('is closed by one of twenty at once; then nothing is accepted into it', async () => {
    const version = await versionOf();
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => put('closed', `"v${version}"`)),
    );
    const done = replies.filter(({ status }) => status === 200);
    expect(done.map(({ headers }) => headers.get('etag'))).toEqual([`"v${version + 1}"`]);
    expect(replies.filter(({ status }) => status === 412)).toHaveLength(19);
    await expectAudited('period.changed', `DE01/${period}`);
    const json = sampleInvoice({ number: 'LATE-260001', customer: customerOf(5) });
    const refused = await operations.refusal(createCustomerInvoice, { json });
    expect(refused.problem.errors).toMatchObject([
      { code: 'period_closed', pointer: '/issueDate' },
    ]);
    expect((await put('open', `"v${version + 1}"`)).status).toBe(200);
    await operations.answer(createCustomerInvoice, { json });
  });
});

describe('a list', () => {
  test('is walked page by page, nothing skipped or shown twice while others come in', async () => {
    const before = await operations.read(listTransactions, { query: { page_size: 500 } });
    const seen: string[] = [];
    let token: string | undefined;
    let count = 0;
    do {
      const query = { page_size: 2, ...(token !== undefined && { page_token: token }) };
      const page = await operations.answer(listTransactions, { query });
      seen.push(...page.body.items.map(({ id }) => id));
      token = page.body.next_page_token;
      expect(page.headers.has('link')).toBe(token !== undefined);
      await handOver(`WALK-26${String(++count).padStart(4, '0')}`, 6, 'wait=0');
    } while (token !== undefined);
    expect(seen).toEqual(before.items.map(({ id }) => id));
  });

  test('takes a token only with the filters it was given for', async () => {
    const query = { page_size: 1, legalEntity: 'DE01' };
    const page = await operations.read(listTransactions, { query });
    const token = present(page.next_page_token, 'there is more');
    const next = (path: string) => operations.send({ method: 'GET', path });
    const same = await next(`/v1/transactions?page_size=5&legalEntity=DE01&page_token=${token}`);
    expect(same.status).toBe(200);
    for (const path of [
      `/v1/transactions?page_size=1&page_token=${token}`,
      `/v1/transactions?page_size=1&legalEntity=DE01&status=done&page_token=${token}`,
      `/v1/audit-entries?legalEntity=DE01&page_token=${token}`,
      `/v1/transactions?legalEntity=DE01&page_token=${token.slice(0, -2)}AA`,
      '/v1/transactions?page_token=x',
    ]) {
      expect((await next(path)).problem, path).toMatchObject({ code: 'invalid_cursor' });
    }
  });

  test('takes no filter that it does not know', async () => {
    const { problem } = await operations.send({
      method: 'GET',
      path: '/v1/transactions?legalEntitty=DE01',
    });
    expect(problem).toMatchObject({ code: 'invalid_request' });
    expect(problem?.errors?.[0]?.detail).toMatch(/legalEntity/);
  });
});

/** A delivery leaves within a tenth of it. */
const QUIET_MS = 400;
