import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { memorySession, openHttpPort, type HttpReply } from '@kontor/connector-sdk';
import { systemClock } from '@kontor/kernel';
import { afterEach, describe, expect, test } from 'vitest';
import { writingsOf } from '../simulator/upsert-note.ts';
import { startSalesforceSimulator } from '../simulator/start-simulator.ts';
import type { SalesforceConfig } from './config.ts';
import { noteOnAccount, toSalesforceNote } from './customer-account-note.ts';
import { probeSalesforce } from './probe.ts';
import type { SalesforceContext } from './salesforce-api.ts';
import { someNote } from './some-note.ts';

const config: SalesforceConfig = {
  baseUrl: 'https://harbour.my.salesforce.example',
  clientId: 'consumer-key-of-the-tests',
  clientSecret: 'consumer-secret-of-the-tests',
};

const closes: (() => Promise<void>)[] = [];
afterEach(stopAll);

async function stopAll(): Promise<void> {
  for (const close of closes.splice(0)) await close();
}

type Options = Partial<Parameters<typeof startSalesforceSimulator>[0]>;

async function organisation(options: Options = {}) {
  const { clientId, clientSecret } = config;
  const simulator = await startSalesforceSimulator({
    clientId,
    clientSecret,
    accounts: [{ Kontor_Customer__c: 'C10042', Name: 'Müller & Söhne GmbH' }],
    ...options,
  });
  const { port, close } = openHttpPort({
    baseUrl: simulator.url,
    timeoutMs: 3_000,
    clock: systemClock,
  });
  closes.push(close, () => simulator.stop());
  const session = memorySession(systemClock);
  const context: SalesforceContext = { config, http: port, clock: systemClock, session };
  return { simulator, context };
}

describe('a note', () => {
  test('is created once and updated afterwards, as the same record', async () => {
    const { simulator, context } = await organisation();
    const posted = await noteOnAccount(someNote(), context);
    const paid = await noteOnAccount(someNote({ status: 'paid' }), context);
    expect(paid).toEqual(posted);
    const [first] = simulator.ledger.entries();
    expect(posted).toEqual({ kind: 'confirmed', externalReference: first?.number });
    const writings = writingsOf(simulator.ledger, first?.number ?? '');
    expect(writings.map(({ kind, facts }) => [kind, facts['writing'], facts['Status__c']])).toEqual(
      [
        ['account-note', 1, 'posted'],
        ['account-note-update', 2, 'paid'],
      ],
    );
    expect(simulator.ledger.summary().doubled).toEqual([]);
  });

  test('keeps names and references with every character', async () => {
    const { simulator, context } = await organisation();
    await noteOnAccount(someNote({ number: 'Überweisung "4711" <b>&\\ 🧾' }), context);
    expect(simulator.ledger.entries()[0]?.facts).toMatchObject({
      Number__c: 'Überweisung "4711" <b>&\\ 🧾',
    });
  });

  test('waits while another transaction holds the account, then goes through', async () => {
    const { simulator, context } = await organisation();
    simulator.accounts.setLocked('C10042', true);
    const waiting = await noteOnAccount(someNote(), context);
    expect(waiting).toMatchObject({ kind: 'retryable', cause: 'locked' });
    simulator.accounts.setLocked('C10042', false);
    expect((await noteOnAccount(someNote(), context)).kind).toBe('confirmed');
  });

  test('waits when the calls of the day are used up', async () => {
    const { simulator, context } = await organisation({ dailyCallsMax: 0 });
    const outcome = await noteOnAccount(someNote(), context);
    expect(outcome).toMatchObject({ kind: 'retryable', cause: 'throttled' });
    expect(simulator.ledger.entries()).toEqual([]);
    const probe = await probeSalesforce(context);
    expect(probe).toEqual({
      kind: 'failing',
      detail: 'REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded.',
    });
  });

  test('signs in again, once, when its session was ended', async () => {
    const { simulator, context } = await organisation();
    await noteOnAccount(someNote(), context);
    simulator.sessions.revokeAll();
    const outcome = await noteOnAccount(someNote({ reference: '2'.repeat(20) }), context);
    expect(outcome.kind).toBe('confirmed');
  });

  test('is retryable when no session lasts, and nothing was written', async () => {
    const { simulator, context } = await organisation({ tokenLifetimeSeconds: 0 });
    const outcome = await noteOnAccount(someNote(), context);
    expect(outcome).toMatchObject({ kind: 'retryable', cause: 'sign_in_refused' });
    expect(simulator.ledger.entries()).toEqual([]);
  });

  test('that the network delivers twice is one record', async () => {
    const { simulator, context } = await organisation({ faults: { duplicateDeliveryRate: 1 } });
    expect((await noteOnAccount(someNote(), context)).kind).toBe('confirmed');
    expect(simulator.ledger.entriesOf(someNote().reference)).toHaveLength(1);
    expect(simulator.ledger.entries()).toHaveLength(2);
  });

  test('is the same record after the organisation was restarted', async () => {
    const ledgerFile = `${await mkdtemp(`${tmpdir()}/salesforce-`)}/ledger.jsonl`;
    const before = await organisation({ ledgerFile });
    const first = await noteOnAccount(someNote(), before.context);
    await stopAll();
    const after = await organisation({ ledgerFile });
    expect(await noteOnAccount(someNote(), after.context)).toEqual(first);
    expect(after.simulator.ledger.entriesOf(someNote().reference)).toHaveLength(1);
  });
});

describe('amounts are exact text of their currency', () => {
  test.each([
    ['1190', 'EUR', '1190.00'],
    ['1190.500', 'EUR', '1190.50'],
    ['999999999999999999.99', 'EUR', '999999999999999999.99'],
    ['1000', 'JPY', '1000'],
    ['1.005', 'KWD', '1.005'],
    ['-12.30', 'GBP', '-12.30'],
    ['1190.005', 'EUR', undefined],
    ['1000.5', 'JPY', undefined],
    ['10.00', 'XXX', undefined],
  ])('%s %s is sent as %s', (amount, currency, sent) => {
    expect(toSalesforceNote(someNote({ amount, currency }), config)?.['Amount__c']).toBe(sent);
  });
});

test('the operator’s names of object and fields are used everywhere', async () => {
  const renamed = {
    ...config,
    noteObject: 'Beleg__c',
    referenceField: 'Ref__c',
    dayField: 'Tag__c',
  };
  const asked: string[] = [];
  await noteOnAccount(someNote(), {
    ...answering([{ status: 201, body: '{"id":"a0K00000000000001AAA","success":true}' }], asked),
    config: renamed,
  });
  expect(asked[0]).toContain('/sobjects/Beleg__c/Ref__c/01HZX4T9KQ3M7W2B5C8D {');
  expect(asked[0]).toContain('"Tag__c":"2026-03-31"');
});

describe('what Salesforce answers is understood as', () => {
  test.each([
    [400, 'REQUIRED_FIELD_MISSING', 'rejected', 'business_rule'],
    [400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'rejected', 'business_rule'],
    [400, 'FIELD_INTEGRITY_EXCEPTION', 'rejected', 'business_rule'],
    [400, 'STRING_TOO_LONG', 'rejected', 'business_rule'],
    [400, 'MALFORMED_ID', 'rejected', 'business_rule'],
    [404, 'ENTITY_IS_DELETED', 'rejected', 'unknown_master_data'],
    [403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'rejected', 'business_rule'],
    [400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'rejected', 'business_rule'],
    [400, 'DUPLICATE_VALUE', 'rejected', 'duplicate'],
    [400, 'DUPLICATES_DETECTED', 'rejected', 'duplicate'],
    [400, 'DUPLICATE_EXTERNAL_ID', 'rejected', 'duplicate'],
    [404, 'NOT_FOUND', 'rejected', 'business_rule'],
    [403, 'REQUEST_LIMIT_EXCEEDED', 'retryable', 'throttled'],
    [400, 'UNABLE_TO_LOCK_ROW', 'retryable', 'locked'],
    [503, 'SERVER_UNAVAILABLE', 'retryable', 'unavailable'],
    [401, 'INVALID_SESSION_ID', 'retryable', 'sign_in_refused'],
    [500, 'UNKNOWN_EXCEPTION', 'unknown', undefined],
    [400, 'A_CODE_THAT_NOBODY_HAS_MET', 'unknown', undefined],
  ])('%i %s: %s, %s', async (status, errorCode, kind, why) => {
    const body = JSON.stringify([{ message: 'They say why.', errorCode, fields: ['Day__c'] }]);
    const outcome = await noteOnAccount(someNote(), answering([{ status, body }]));
    expect(outcome).toMatchObject({
      kind,
      ...(kind === 'rejected' && {
        reason: why,
        vendorCode: errorCode,
        vendorText: 'They say why.',
        at: 'Day__c',
      }),
      ...(kind === 'retryable' && { cause: why }),
    });
  });

  test('300: our reference is not unique over there', async () => {
    const outcome = await noteOnAccount(
      someNote(),
      answering([{ status: 300, body: '["/a","/b"]' }]),
    );
    expect(outcome).toMatchObject({
      kind: 'rejected',
      reason: 'duplicate',
      at: 'Kontor_Reference__c',
    });
  });

  test('DUPLICATE_VALUE on our own reference: a copy of this request was faster', async () => {
    const message = 'duplicate value found: Kontor_Reference__c duplicates value on record a0K1';
    const body = JSON.stringify([{ message, errorCode: 'DUPLICATE_VALUE', fields: [] }]);
    const outcome = await noteOnAccount(someNote(), answering([{ status: 400, body }]));
    expect(outcome).toMatchObject({ kind: 'retryable', cause: 'locked' });
  });

  test('204: the record is asked for its id', async () => {
    const record = { status: 200, body: '{"Id":"a0K00000000000001AAA"}' };
    const outcome = await noteOnAccount(someNote(), answering([{ status: 204, body: '' }, record]));
    expect(outcome).toEqual({ kind: 'confirmed', externalReference: 'a0K00000000000001AAA' });
  });

  test('204 and then silence: unknown', async () => {
    const outcome = await noteOnAccount(someNote(), answering([{ status: 204, body: '' }]));
    expect(outcome.kind).toBe('unknown');
  });

  test('a success that is none: unknown', async () => {
    const body = '{"id":"a0K00000000000001AAA","success":false}';
    const outcome = await noteOnAccount(someNote(), answering([{ status: 200, body }]));
    expect(outcome.kind).toBe('unknown');
  });
});

/** A network that gives these answers in turn, the last one again and again, and a token before. */
function answering(
  answers: readonly { readonly status: number; readonly body: string }[],
  asked: string[] = [],
): SalesforceContext {
  const left = [...answers];
  const session = memorySession(systemClock);
  return {
    config,
    clock: systemClock,
    session,
    async http({ path, body }): Promise<HttpReply> {
      if (path.endsWith('/token')) {
        return { kind: 'reply', status: 200, headers: {}, body: '{"access_token":"token"}' };
      }
      asked.push(`${path} ${body ?? ''}`);
      const answer = left.length > 1 ? left.shift() : left[0];
      if (!answer) return { kind: 'silence', cause: 'reset', mayHaveBeenSent: true };
      return { kind: 'reply', headers: {}, ...answer };
    },
  };
}
