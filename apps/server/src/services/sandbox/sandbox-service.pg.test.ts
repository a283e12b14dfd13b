import { NO_CONNECTION_FAULTS, ConnectionFaults } from '@kontor/contracts';
import { Faults, NO_FAULTS, startSimulatedSystem } from '@kontor/connector-kit/simulator';
import { systemClock } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { afterAll, expect, test } from 'vitest';
import { callBy } from '../testing/office.ts';
import { sandboxService, type SandboxControls } from './sandbox-service.ts';

const { pool } = await testDatabase();
const omar = callBy('omar');
const system = await startSimulatedSystem({
  name: 'ledger',
  handle: () => ({ status: 200, body: '' }),
});
afterAll(() => system.stop());

function sandboxWith(change: Partial<SandboxControls> = {}) {
  const sandbox: SandboxControls = {
    controlUrls: { ledger: system.controlUrl },
    sendInvoices: () => ({ seconds: 4, numbersBegin: ['DE26-40417-'], done: Promise.resolve() }),
    ...change,
  };
  return sandboxService({ pool, clock: systemClock, sandbox, onTrouble: () => {} });
}

test('the switches of the contract are those of the simulated systems, with their limits', () => {
  const limitsOf = (properties: Readonly<Record<string, object>>) =>
    Object.entries(properties).map(([name, schema]) => {
      const { default: _, ...limits } = { default: undefined, ...schema };
      return [name, limits];
    });
  expect(limitsOf(ConnectionFaults.properties)).toEqual(limitsOf(Faults.properties));
  expect(NO_CONNECTION_FAULTS).toEqual(NO_FAULTS);
});

test('the plug is pulled and put back, and the audit trail says by whom', async () => {
  const sandbox = sandboxWith();
  const down = { ...NO_CONNECTION_FAULTS, down: true };
  expect(await sandbox.setFaults(omar, { name: 'ledger', faults: down })).toEqual({
    kind: 'found',
    value: down,
  });
  await expect(fetch(system.url)).rejects.toThrow();
  expect(await sandbox.readFaults(omar, 'ledger')).toEqual({ kind: 'found', value: down });
  await sandbox.setFaults(omar, { name: 'ledger', faults: NO_CONNECTION_FAULTS });
  expect((await fetch(system.url)).status).toBe(200);
  const { rows } = await pool.query(
    `select actor, subject_id, detail -> 'to' -> 'down' as down
     from audit_entry where action = 'connection.faults_set' order by sequence`,
  );
  expect(rows).toEqual([
    { actor: 'omar', subject_id: 'ledger', down: true },
    { actor: 'omar', subject_id: 'ledger', down: false },
  ]);
});

test('before real systems there are no switches and no invoices to watch', async () => {
  const real = sandboxService({ pool, clock: systemClock, onTrouble: () => {} });
  const faults = { ...NO_CONNECTION_FAULTS, down: true };
  expect(await real.readFaults(omar, 'ledger')).toEqual({ kind: 'absent' });
  expect(await real.setFaults(omar, { name: 'ledger', faults })).toEqual({ kind: 'absent' });
  expect(await real.sendInvoices(omar, 10)).toEqual({ kind: 'absent' });
  expect(await sandboxWith().readFaults(omar, 'crm')).toEqual({ kind: 'absent' });
});

test('controls that are not on this machine stop the server from starting', () => {
  for (const url of ['http://10.0.0.1:9', 'http://127.0.0.1.example.com', 'http://sap.example']) {
    expect(() => sandboxWith({ controlUrls: { ledger: url } })).toThrow('on this machine');
  }
});

test('controls that do not answer are said to be away', async () => {
  const sandbox = sandboxWith({ controlUrls: { ledger: 'http://127.0.0.1:9' } });
  expect(await sandbox.readFaults(omar, 'ledger')).toMatchObject({ kind: 'unavailable' });
});

test('one batch of invoices at a time, and the next when it is done', async () => {
  let finish = () => {};
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const sandbox = sandboxWith({
    sendInvoices: () => ({ seconds: 4, numbersBegin: ['DE26-40417-'], done }),
  });
  expect(await sandbox.sendInvoices(omar, 200)).toEqual({
    kind: 'found',
    value: { count: 200, seconds: 4, numbersBegin: ['DE26-40417-'] },
  });
  expect(await sandbox.sendInvoices(omar, 200)).toMatchObject({ kind: 'impossible' });
  finish();
  await done;
  await new Promise(setImmediate);
  expect(await sandbox.sendInvoices(omar, 1)).toMatchObject({ kind: 'found' });
});
