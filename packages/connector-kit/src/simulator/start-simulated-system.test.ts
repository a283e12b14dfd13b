import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHttpPort, type HttpReply } from '@kontor/connector-sdk';
import { systemClock } from '@kontor/kernel';
import { afterEach, describe, expect, test } from 'vitest';
import type { Call } from './call-log.ts';
import { Faults, NO_FAULTS } from './faults.ts';
import {
  startSimulatedSystem,
  type SimulatedSystem,
  type SimulatedSystemOptions,
} from './start-simulated-system.ts';

const systems: SimulatedSystem[] = [];
afterEach(async () => {
  await Promise.all(systems.splice(0).map((system) => system.stop()));
});

describe('a fault', () => {
  test('down: refuses connections, keeps the controls, and returns on the same port', async () => {
    const system = await start();
    await system.faults.set({ down: true });
    expect(await post(system)).toMatchObject({ kind: 'silence', mayHaveBeenSent: false });
    expect((await control(system, 'GET', '/_sandbox/faults')).value).toMatchObject({ down: true });
    await system.faults.set({ down: false });
    expect(await post(system)).toMatchObject({ kind: 'reply', status: 201 });
  });

  test('down: what is under way is cut, and is not done later', async () => {
    const system = await start({ faults: { slowMs: 150 } });
    const reply = post(system);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await system.faults.set({ down: true });
    expect(await reply).toMatchObject({ kind: 'silence', mayHaveBeenSent: true });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(system.ledger.entries()).toEqual([]);
  });

  test('lost reply: it happened, and nobody says so', async () => {
    const system = await start({ faults: { lostReplyRate: 1 } });
    expect(await post(system)).toMatchObject({ kind: 'silence', mayHaveBeenSent: true });
    expect(system.ledger.entries()).toHaveLength(1);
  });

  test('late reply: it has happened when the caller has stopped waiting', async () => {
    const system = await start({ faults: { lateReplyMs: 5_000 } });
    expect(await post(system, 100)).toMatchObject({ kind: 'silence', mayHaveBeenSent: true });
    expect(system.ledger.entries()).toHaveLength(1);
  });

  test('slow: it happens only after the caller has stopped waiting', async () => {
    const system = await start({ faults: { slowMs: 200 } });
    expect(await post(system, 100)).toMatchObject({ kind: 'silence', mayHaveBeenSent: true });
    expect(system.ledger.entries()).toHaveLength(0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(system.ledger.entries()).toHaveLength(1);
  });

  test('throttled: nothing happened, and it says when to come back', async () => {
    const system = await start({ faults: { throttleRate: 1, retryAfterSeconds: 9 } });
    expect(await post(system)).toMatchObject({ status: 429, headers: { 'retry-after': '9' } });
    expect(system.ledger.entries()).toHaveLength(0);
  });

  test('delivered twice: it happened twice, and the caller gets the first answer', async () => {
    const system = await start({ faults: { duplicateDeliveryRate: 1 } });
    expect(await post(system)).toMatchObject({ status: 201, body: '1' });
    expect(system.ledger.summary()).toMatchObject({ doubled: [{ reference: 'R1', times: 2 }] });
  });

  test('server error: half of the time it happened', async () => {
    const system = await start({ faults: { errorRate: 1 } });
    for (let at = 0; at < 100; at++) expect(await post(system)).toMatchObject({ status: 500 });
    expect(system.ledger.entries().length).toBeGreaterThan(30);
    expect(system.ledger.entries().length).toBeLessThan(70);
  });

  test('a rate hits the same requests for the same seed', async () => {
    const statuses = async (seed: number) => {
      const system = await start({ seed, faults: { throttleRate: 0.5 } });
      const replies: number[] = [];
      for (let at = 0; at < 30; at++)
        replies.push(((await post(system)) as { status: number }).status);
      return replies.join();
    };
    expect(await statuses(7)).toBe(await statuses(7));
    expect(await statuses(7)).not.toBe(await statuses(8));
  });

  test('every switch has a title, a description and an off position', () => {
    expect(Object.keys(Faults.properties)).toEqual(Object.keys(NO_FAULTS));
    for (const property of Object.values(Faults.properties)) {
      expect(property).toMatchObject({
        title: expect.stringMatching(/\S/),
        description: expect.stringMatching(/\S/),
      });
    }
  });
});

describe('the books', () => {
  test('survive a restart, and a last line that a crash cut short', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kontor-ledger-'));
    const ledgerFile = join(folder, 'ledger.jsonl');
    const first = await start({ ledgerFile });
    await post(first);
    await first.stop();
    appendFileSync(ledgerFile, '{"sequence":2,"kind":"docu');
    const second = await start({ ledgerFile });
    expect(second.ledger.entries()).toMatchObject([{ sequence: 1, reference: 'R1' }]);
    await post(second);
    await second.stop();
    const third = await start({ ledgerFile });
    expect(third.ledger.entries()).toMatchObject([{ sequence: 1 }, { sequence: 2 }]);
    rmSync(folder, { recursive: true });
  });

  test('are read page by page', async () => {
    const system = await start();
    for (let at = 0; at < 3; at++) await post(system);
    const first = await control(system, 'GET', '/_sandbox/ledger?limit=2');
    expect(first.value).toMatchObject({ entries: [{ sequence: 1 }, { sequence: 2 }], next: 2 });
    const last = await control(system, 'GET', '/_sandbox/ledger?after=2&limit=2');
    expect(last.value).toMatchObject({ entries: [{ sequence: 3 }] });
    expect(last.value).not.toHaveProperty('next');
    const summary = await control(system, 'GET', '/_sandbox/ledger/summary');
    expect(summary.value).toMatchObject({ entries: 3, references: 1, byKind: { document: 3 } });
  });
});

describe('the calls', () => {
  test('are kept with what was answered, also those that were not', async () => {
    const system = await start();
    await post(system);
    await system.faults.set({ lostReplyRate: 1 });
    await post(system);
    await system.faults.set({ lostReplyRate: 0, slowMs: 300 });
    const underWay = post(system);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { value } = await control(system, 'GET', '/_sandbox/calls');
    await underWay;
    const all = (value as { calls: readonly Call[] }).calls;
    expect(all.map(({ method, path }) => `${method} ${path}`)).toEqual(
      Array.from({ length: 3 }, () => 'POST /documents'),
    );
    expect(all.map(({ status }) => status)).toEqual([201, undefined, undefined]);
    expect(all.map(({ endedAt }) => endedAt !== undefined)).toEqual([true, true, false]);
    const rest = await control(system, 'GET', '/_sandbox/calls?after=1&limit=1');
    expect(rest.value).toMatchObject({ calls: [{ sequence: 2 }] });
    const end = await control(system, 'GET', '/_sandbox/calls?after=3');
    expect(end.value).toEqual({ calls: [] });
  });
});

describe('the controls', () => {
  test('PUT sets all switches, PATCH only those that are named', async () => {
    const system = await start();
    await control(system, 'PUT', '/_sandbox/faults', { slowMs: 1, throttleRate: 0.5 });
    await control(system, 'PATCH', '/_sandbox/faults', { throttleRate: 1 });
    expect(system.faults.current()).toEqual({ ...NO_FAULTS, slowMs: 1, throttleRate: 1 });
    await control(system, 'PUT', '/_sandbox/faults', {});
    expect(system.faults.current()).toEqual(NO_FAULTS);
  });

  test.each([[{ slowMs: -1 }], [{ lostReplyRate: 1.5 }], [{ dwon: true }], ['down'], [null]])(
    'refuse %j and change nothing',
    async (value) => {
      const system = await start();
      expect((await control(system, 'PUT', '/_sandbox/faults', value)).status).toBe(400);
      expect(system.faults.current()).toEqual(NO_FAULTS);
    },
  );

  test('master data goes to the simulator of the vendor, who may refuse it', async () => {
    const loaded: unknown[] = [];
    const system = await start({
      loadMasterData(data) {
        loaded.push(data);
        return { kind: 'loaded', counts: { customers: 1 } };
      },
    });
    const path = '/_sandbox/master-data';
    expect((await control(system, 'POST', path, { customers: ['C1'] })).status).toBe(200);
    expect(loaded).toEqual([{ customers: ['C1'] }]);
    expect((await control(await start(), 'POST', path, {})).status).toBe(400);
  });

  test('anything else is not found', async () => {
    expect((await control(await start(), 'DELETE', '/_sandbox/ledger')).status).toBe(404);
  });
});

async function start(options: Partial<SimulatedSystemOptions> = {}): Promise<SimulatedSystem> {
  const system = await startSimulatedSystem({
    name: 'test',
    handle({ body }, ledger) {
      const { sequence } = ledger.append({
        kind: 'document',
        reference: body,
        number: '1',
        facts: {},
      });
      return { status: 201, body: String(sequence) };
    },
    ...options,
  });
  systems.push(system);
  return system;
}

async function post({ url }: SimulatedSystem, timeoutMs = 2_000): Promise<HttpReply> {
  const { port, close } = openHttpPort({ baseUrl: url, timeoutMs, clock: systemClock });
  const reply = await port({ method: 'POST', path: '/documents', body: 'R1' });
  await close();
  return reply;
}

async function control(
  { controlUrl }: SimulatedSystem,
  method: string,
  path: string,
  value?: unknown,
): Promise<{ readonly status: number; readonly value: unknown }> {
  const body = value === undefined ? {} : { body: JSON.stringify(value) };
  const reply = await fetch(controlUrl + path, { method, ...body });
  return { status: reply.status, value: await reply.json() };
}
