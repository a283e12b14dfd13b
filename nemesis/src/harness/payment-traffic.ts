/**
 * Batches of payments, and a bank that reports on them: each file of it is handed over again and
 * again, at any server, until somebody says that it was taken.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { exchange } from '@kontor/client';
import type { PaymentBatch, PaymentStatus } from '@kontor/canon';
import { writePain002 } from '@kontor/formats';
import { bankingDayOf, dayKindOf, plusDays, present, systemClock } from '@kontor/kernel';
import { tokensOf } from './send-invoices.ts';
import type { Stage } from './stage.ts';

export type Order = {
  readonly number: string;
  readonly transaction: string;
  readonly messageId: string;
  readonly endToEndIds: readonly string[];
};

/** One file of the bank, whole. */
export type BankReport = { readonly key: string; readonly file: string };

/** Accepted; released and sent by whatever the company's limit says. */
export async function orderPayments(
  stage: Stage,
  { batches, transfers }: { readonly batches: number; readonly transfers: number },
): Promise<readonly Order[]> {
  const send = sender(stage);
  const { legalEntities } = stage.company;
  const entity = present(
    legalEntities.find(({ bank }) => bank !== undefined),
    'a company of the stage has a bank',
  );
  const iban = present(entity.bankAccounts[0], 'it has an account').account;
  const numbers = Array.from({ length: batches }, (_, index) => `C21-${index + 1}`);
  const accepted = new Map<string, string>();
  for (const number of numbers) {
    const batch = someBatch({ number, legalEntity: entity.code, iban, transfers });
    const reply = await send({
      path: '/v1/payment-batches',
      contentType: 'application/json',
      key: number,
      body: JSON.stringify(batch),
    });
    if (reply.status === 202) accepted.set(number, (reply.json as { readonly id: string }).id);
  }
  const { rows } = await stage.database.pool.query<{ number: string; message_id: string }>(
    'select number, message_id from payment_batch',
  );
  const messages = new Map(rows.map((row) => [row.number, row.message_id]));
  return numbers.flatMap((number) => {
    const [transaction, messageId] = [accepted.get(number), messages.get(number)];
    if (transaction === undefined || messageId === undefined) return [];
    return [{ number, transaction, messageId, endToEndIds: idsOf(number, transfers) }];
  });
}

type BatchShape = {
  readonly number: string;
  readonly legalEntity: string;
  readonly iban: string;
  readonly transfers: number;
};

function someBatch({ number, legalEntity, iban, transfers }: BatchShape): PaymentBatch {
  let day = plusDays(bankingDayOf(systemClock.now()), 1);
  while (dayKindOf(day, 'EUR').kind !== 'banking') day = plusDays(day, 1);
  return {
    ...{ legalEntity, number, currency: 'EUR', executionDay: day },
    debtor: { name: 'The company', iban },
    transfers: idsOf(number, transfers).map((endToEndId, index) => ({
      endToEndId,
      amount: `${index + 1}.00`,
      creditor: { name: `Supplier ${index + 1}`, iban: 'DE89370400440532013000' },
    })),
  };
}

function idsOf(number: string, transfers: number): readonly string[] {
  return Array.from({ length: transfers }, (_, index) => `${number}-${index + 1}`);
}

/** What the bank says of every transfer of the order, or of those that are named. */
export function bankReport(
  { number, messageId }: Order,
  told: {
    readonly id: string;
    readonly group?: PaymentStatus;
    readonly transfers?: ReadonlyMap<string, PaymentStatus>;
  },
): BankReport {
  const file = writePain002({
    messageId: told.id,
    createdAt: '2026-04-01T10:00:00Z',
    originalMessageId: messageId,
    ...(told.group && { groupStatus: told.group }),
    reasons: [],
    payments: [
      {
        originalPaymentInformationId: number,
        reasons: [],
        transfers: [...(told.transfers ?? [])].map(([endToEndId, status]) => ({
          endToEndId,
          status,
          reasons: status === 'RJCT' ? [{ code: 'AC04' }] : [],
        })),
      },
    ],
  });
  return { key: told.id, file };
}

/** In the order in which they are given, several at a time; how each was answered in the end. */
export async function handOver(
  stage: Stage,
  reports: readonly BankReport[],
): Promise<ReadonlyMap<number, number>> {
  const send = sender(stage);
  const statuses = new Map<number, number>();
  const waiting = reports.map((report, place) => ({ ...report, place }));
  const work = async () => {
    for (let each = waiting.shift(); each; each = waiting.shift()) {
      const { status } = await send({
        path: '/v1/payment-status-reports',
        contentType: 'application/xml',
        // A file that comes twice comes under two keys, as two transfer programs would send it.
        key: `${each.key}-${each.place}`,
        body: each.file,
      });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return statuses;
}

type Sent = {
  readonly path: string;
  readonly contentType: string;
  readonly key: string;
  readonly body: string;
};

/** Asks again under the same key, at the next server, until the answer is final. */
function sender(stage: Stage) {
  const tokens = tokensOf(stage, 'operations');
  let turn = 0;
  return async ({ path, contentType, key, body }: Sent) => {
    for (let attempt = 0; ; attempt++) {
      const token = await tokens.next();
      turn += 1;
      const { url } = present(stage.servers[turn % stage.servers.length], 'a stage has servers');
      const reply = await exchange({
        ...{ method: 'POST', url: `${url}${path}`, body, timeoutMs: 10_000 },
        headers: {
          'content-type': contentType,
          authorization: `Bearer ${token.kind === 'token' ? token.value : ''}`,
          'idempotency-key': key,
        },
      });
      if (reply.kind === 'reply' && reply.status < 500 && !ASK_AGAIN.has(reply.status)) {
        return { status: reply.status, json: reply.json };
      }
      if (attempt > ATTEMPTS_MAX) return { status: 0, json: undefined };
      await sleep(100);
    }
  };
}

/** Its token is of a server that died, it is being worked on, or there are too many. */
const ASK_AGAIN: ReadonlySet<number> = new Set([401, 409, 429]);
const ATTEMPTS_MAX = 300;
