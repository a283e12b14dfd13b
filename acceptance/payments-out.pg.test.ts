/**
 * Payments out, told by the bank itself: a batch that a second person released reaches it once, and
 * each transfer ends as the bank said, whatever order its reports come in (C21).
 */

import {
  createPaymentBatch,
  getPaymentBatch,
  listExceptions,
  listPaymentTransfers,
  resolveException,
} from '@kontor/contracts';
import { present, toDecimal } from '@kontor/kernel';
import { afterEach, expect, test } from 'vitest';
import { eventually } from './platform/eventually.ts';
import { startPlatform } from './platform/start-platform.ts';
import { samplePaymentBatch } from './samples/sample-payment-batch.ts';

const platform = await startPlatform();
const { sandbox } = platform;
const bank = sandbox.system('bank-files');
const operations = platform.as('operations');
const controller = platform.as('controller');
const account = present(sandbox.company.legalEntities[0]?.bankAccounts[0], 'it has an account');

afterEach(() => bank.faults.clear());

async function order(number: string, creditors: readonly string[]) {
  const json = samplePaymentBatch(sandbox, { number, creditors });
  const request = { json, headers: { prefer: 'wait=20' } };
  return present(await operations.read(createPaymentBatch, request), 'it is accepted').id;
}

async function release(transactionId: string): Promise<void> {
  const { items } = await controller.read(listExceptions, {
    query: { transaction: transactionId },
  });
  const asked = present(items[0], 'a second person is asked');
  await controller.answer(resolveException, {
    params: { exceptionId: asked.id },
    json: { action: 'approve', reason: 'As agreed.', version: asked.version },
  });
}

async function transfersOf(transactionId: string) {
  const page = await operations.read(listPaymentTransfers, { params: { transactionId } });
  return present(page, 'it has transfers').items;
}

function statusesOf(transactionId: string, expected: readonly string[]) {
  return eventually(
    async () => (await transfersOf(transactionId)).map(({ status }) => status),
    (statuses) => statuses.join() === expected.join(),
    { withinMs: 30_000 },
  );
}

function executed(number: string) {
  return bank.ledger
    .entries()
    .filter(({ kind, facts }) => kind === 'credit-transfer' && facts['batch'] === number);
}

test('a batch is released by a second person, executed once, and told to its end', async () => {
  const id = await order('PAY-1', ['Müller & Söhne', 'Closed account', 'Ana Diaz']);
  expect(executed('PAY-1')).toEqual([]);
  await release(id);
  await statusesOf(id, ['ACSC', 'RJCT', 'ACSC']);
  expect(executed('PAY-1').map(({ facts }) => facts['name'])).toEqual([
    'Mueller + Soehne',
    'Ana Diaz',
  ]);
  expect(bank.ledger.summary().doubled).toEqual([]);
  expect((await transfersOf(id))[1]?.reasons).toMatchObject([{ code: 'AC04' }]);
  const standing = present(
    await operations.read(getPaymentBatch, { params: { transactionId: id } }),
    'it is there',
  );
  expect(standing).toMatchObject({ status: 'done', contradicted: 0 });
  const [file, ...more] = bank.ledger.entries().filter(({ kind }) => kind === 'payment-file');
  expect(more).toEqual([]);
  expect(file?.number).toBe(standing.messageId);
  // What the bank executed left the account: it is on the statement of the day.
  expect(toDecimal(sandbox.bank.balanceOf(account.key))).toBe('1249797.00');
});

test('reports that are late, repeated and contradict leave what settled settled', async () => {
  await bank.faults.set({ lateReplyMs: 800, duplicateDeliveryRate: 1, errorRate: 1 });
  const id = await order('PAY-2', ['Nordlicht Optik', 'Kranich Optik']);
  await release(id);
  await statusesOf(id, ['ACSC', 'ACSC']);
  const [first, second] = await eventually(
    () => transfersOf(id),
    (transfers) => transfers[0]?.contradicted === true,
    { withinMs: 30_000 },
  );
  expect([first?.status, second?.status, second?.contradicted]).toEqual(['ACSC', 'ACSC', false]);
  expect(executed('PAY-2')).toHaveLength(2);
});
