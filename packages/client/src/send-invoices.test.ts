import type { CustomerInvoice } from '@kontor/canon';
import { createCustomerInvoices, type InvoiceBatch } from '@kontor/contracts';
import { expect, test } from 'vitest';
import type { ApiClient } from './open-api-client.ts';
import type { Reply } from './read-reply.ts';
import { sendInvoices, type SentInvoice } from './send-invoices.ts';

const { first: invoice } = createCustomerInvoices.bodies['application/x-ndjson'].examples;

type BatchReply = Reply<typeof createCustomerInvoices>;
type Asked = { readonly key: string | undefined; readonly numbers: readonly string[] };

/** An API that refuses every invoice whose number ends with 7, and answers as it is told. */
function api(answers: readonly BatchReply[] = []): { api: ApiClient; asked: Asked[] } {
  const asked: Asked[] = [];
  const waiting = [...answers];
  const call = async (_endpoint: unknown, request: { body: { content: string } } & Keyed) => {
    const lines = request.body.content
      .split('\n')
      .map((line) => JSON.parse(line) as CustomerInvoice);
    const numbers = lines.map(({ number }) => number);
    asked.push({ key: request.idempotencyKey, numbers });
    return waiting.shift() ?? answered(numbers);
  };
  return { api: { call, breaches: [] } as unknown as ApiClient, asked };
}

type Keyed = { readonly idempotencyKey?: string };

function answered(numbers: readonly string[]): BatchReply {
  const outcomes = numbers.map((number, index) => ({
    line: index + 1,
    outcome: number.endsWith('7') ? 'refused' : 'accepted',
    number,
  }));
  const body = { outcomes } as InvoiceBatch;
  return { kind: 'answered', status: 200, body, headers: new Headers() };
}

async function* some(count: number): AsyncGenerator<CustomerInvoice> {
  for (let index = 0; index < count; index++) {
    yield { ...invoice, number: `N${index}` };
  }
}

async function all(sent: AsyncIterable<SentInvoice>): Promise<readonly SentInvoice[]> {
  const outcomes: SentInvoice[] = [];
  for await (const outcome of sent) outcomes.push(outcome);
  return outcomes;
}

test('each has its outcome, in order, however many batches they take', async () => {
  const platform = api();
  const outcomes = await all(sendInvoices(platform.api, some(2_300), { key: 'march' }));
  expect(outcomes.map(({ index }) => index)).toEqual(outcomes.map((_, index) => index));
  expect(outcomes).toHaveLength(2_300);
  expect(outcomes[1_507]).toEqual({ index: 1_507, outcome: 'refused', number: 'N1507' });
  expect(platform.asked.map(({ numbers }) => numbers.length)).toEqual([1_000, 1_000, 300]);
  expect(new Set(platform.asked.map(({ key }) => key))).toEqual(new Set(['march']));
});

test('after silence the same batch is sent again under the same key', async () => {
  const platform = api([{ kind: 'silence', cause: 'socket hang up' }]);
  const outcomes = await all(sendInvoices(platform.api, some(3), { key: 'march' }));
  expect(outcomes).toHaveLength(3);
  expect(platform.asked[1]).toEqual(platform.asked[0]);
});

test('a refusal of the whole is thrown, with the invoices it is about', async () => {
  const problem = { code: 'forbidden', title: 'The token does not permit this', retryable: false };
  const refused = { kind: 'refused', problem, headers: new Headers() } as unknown as BatchReply;
  const platform = api([answered(['N0']), refused]);
  const sending = all(sendInvoices(platform.api, some(1_500), { key: 'march' }));
  await expect(sending).rejects.toThrow('Invoices 1000 to 1499: The token does not permit this');
});

test('no invoices are no request', async () => {
  const platform = api();
  expect(await all(sendInvoices(platform.api, [], { key: 'march' }))).toEqual([]);
  expect(platform.asked).toEqual([]);
});
