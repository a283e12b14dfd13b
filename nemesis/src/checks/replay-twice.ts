/** C17: what the ledger refused is sent again by two operators at once. Each counts once. */

import type { Check } from '../check.ts';
import { awaitRest, judge } from '../harness/judge.ts';
import { decideExceptions, openExceptions } from '../harness/decide-exceptions.ts';
import { sendInvoices } from '../harness/send-invoices.ts';
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
    const agreed = await Promise.all(
      ['operations', 'controller'].map((clientId, server) =>
        decideExceptions(stage, {
          ...{ exceptions, clientId, server, action: 'retry' },
          reason: 'The customer is no longer blocked.',
        }),
      ),
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
        ...(doubled.length === 0 ? [] : [`doubled: ${doubled.slice(0, 5).join(', ')}`]),
        ...(rest.isThere ? [] : [`${rest.left} are still worked on`]),
      ],
    };
  },
};

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
