/**
 * C16: our own code throws on some documents, loops for ever on some, and takes a gigabyte on
 * others. What it cannot get past is parked, and the neighbours go on.
 */

import { present } from '@kontor/kernel';
import type { Check } from '../check.ts';
import { awaitRest, judge } from '../harness/judge.ts';
import { isHungry, isLooping, isPoison } from '../harness/misbehaving-connectors.ts';
import { sendInvoices } from '../harness/send-invoices.ts';

export const throwInOurCode: Check = {
  name: 'throw-in-our-code',
  number: 'C16',
  threshold: 'each parked after ≤ 3 tries and ≤ 30 s; the process lives; neighbours 0/0/0',
  async run({ openStage, pick }) {
    const invoices = pick(5_000, 300);
    const stage = await openStage({ servers: 1, connectors: 'ledger code fails' });
    const server = present(stage.servers[0], 'a stage has a server');
    const pid = server.pid();
    const sender = sendInvoices(stage, { invoices, senders: 24, prefix: 'C16-' });
    await sender.done;
    const rest = await awaitRest(stage, 120_000);
    const { lost, doubled, disordered } = await judge(stage, [sender.notebook]);
    const { rows } = await stage.database.pool.query<Parked>(PARKED);
    const { parked = 0, tries = 0, seconds = 0 } = rows[0] ?? {};
    const accepted = sender.notebook.acknowledged();
    const countOf = (is: (number: string) => boolean) =>
      accepted.filter(({ number }) => is(number)).length;
    const poisoned = countOf(isPoison);
    const looping = countOf(isLooping);
    const neighbours = lost.filter((number) => !isPoison(number));
    return {
      done:
        `the code of the ledger's connector throws on ${poisoned - looping} of ${invoices} ` +
        `invoices, loops for ever on ${looping}, takes a gigabyte on ${countOf(isHungry)}`,
      counted:
        `${parked} parked after ${tries} tries and ${Math.round(seconds)} s at most; neighbours ` +
        `${neighbours.length}/${doubled.length}/${disordered.length}`,
      broken: [
        ...(rest.isThere ? [] : [`${rest.left} are still worked on`]),
        ...(parked === poisoned ? [] : [`${parked} are parked, ${poisoned} were poisoned`]),
        ...(tries <= 3 && seconds <= 30 ? [] : ['parked too late']),
        ...(server.pid() === pid && server.isRunning() ? [] : ['the process ended']),
        ...(neighbours.length + doubled.length + disordered.length === 0 ? [] : ['neighbours']),
      ],
      missing:
        'code that takes more than the heap ends its process; what was in its hands is looked up ' +
        'and tried again when its leases end',
    };
  },
};

type Parked = { readonly parked: number; readonly tries: number; readonly seconds: number };

const PARKED = `
  select count(*)::int as parked, coalesce(max(strikes + 1), 0)::int as tries,
         coalesce(max(extract(epoch from exception.opened_at - delivery.created_at)), 0)::float8
           as seconds
  from delivery join exception using (delivery_id)
  where delivery.status = 'parked'
`;
