/** C17: what the ledger refused is sent again by two operators at once. Each counts once. */

import { exchange, type AccessTokens } from '@kontor/client';
import { present } from '@kontor/kernel';
import type { Check } from '../check.ts';
import { awaitRest, judge } from '../harness/judge.ts';
import { sendInvoices, tokensOf } from '../harness/send-invoices.ts';
import type { Stage } from '../harness/stage.ts';

export const replayTwice: Check = {
  name: 'replay-twice',
  number: 'C17',
  threshold: 'as many effects as items, not twice as many',
  async run({ openStage, pick, say }) {
    const invoices = pick(5_000, 100);
    const stage = await openStage({ servers: 2 });
    await blockCustomers(stage, true);
    const sender = sendInvoices(stage, { invoices, senders: 24, prefix: 'C17-' });
    await sender.done;
    await awaitRest(stage, 120_000);
    const exceptions = await openExceptions(stage);
    say(`${exceptions.length} were refused`);
    await blockCustomers(stage, false);
    const operators = [tokensOf(stage, 'operations'), tokensOf(stage, 'controller')];
    const agreed = await Promise.all(
      operators.map((tokens, index) => retryAll(stage, { exceptions, tokens, index })),
    );
    const rest = await awaitRest(stage, 240_000);
    const { lost, doubled } = await judge(stage, [sender.notebook]);
    const effects = sender.notebook.acknowledged().length - lost.length;
    const taken = agreed.reduce((sum, each) => sum + each, 0);
    return {
      done: `${exceptions.length} refused invoices sent again by two operators at the same time`,
      counted: `${effects} effects, ${doubled.length} doubled; ${taken} decisions taken`,
      broken: [
        ...(exceptions.length === invoices ? [] : [`only ${exceptions.length} were refused`]),
        ...(effects === invoices ? [] : [`${effects} effects of ${invoices}`]),
        ...(doubled.length === 0 ? [] : [`doubled: ${doubled.slice(0, 5)}`]),
        ...(rest.isThere ? [] : [`${rest.left} are still worked on`]),
      ],
    };
  },
};

type Open = { readonly exception_id: string; readonly version: number };

async function openExceptions({ database }: Stage): Promise<readonly Open[]> {
  const { rows } = await database.pool.query<Open>(
    `select exception_id, version from exception where status = 'open'`,
  );
  return rows;
}

/** How many of them this operator was the first to decide. */
async function retryAll(
  stage: Stage,
  operator: {
    readonly exceptions: readonly Open[];
    readonly tokens: AccessTokens;
    readonly index: number;
  },
): Promise<number> {
  const token = await operator.tokens.next();
  const { url } = present(stage.servers[operator.index], 'each operator has a server');
  const waiting = [...operator.exceptions];
  let taken = 0;
  const work = async () => {
    for (let each = waiting.shift(); each; each = waiting.shift()) {
      const reply = await exchange({
        method: 'POST',
        url: `${url}/v1/exceptions/${each.exception_id}/resolution`,
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token.kind === 'token' ? token.value : ''}`,
          'idempotency-key': `C17-${operator.index}-${each.exception_id}`,
        },
        body: JSON.stringify({
          ...{ action: 'retry', version: each.version },
          reason: 'The customer is no longer blocked.',
        }),
        timeoutMs: 30_000,
      });
      if (reply.kind === 'reply' && reply.status === 200) taken += 1;
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return taken;
}

/** In the ledger alone: what Kontor has read of its customers stays as it was. */
async function blockCustomers({ sandbox, customers }: Stage, isBlocked: boolean): Promise<void> {
  await sandbox.loadMasterData('sap-s4hana', {
    customers: customers.map(({ number, name, country, vatId, ibans }) => ({
      customer: number,
      name,
      country,
      ...(vatId !== undefined && { vatRegistration: vatId }),
      ibans: [...ibans],
      companyCodes: ['1010'],
      postingIsBlocked: isBlocked,
    })),
  });
}
