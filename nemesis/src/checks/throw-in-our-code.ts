/**
 * C16: our own code throws on some documents, loops for ever on some and fills the heap on others;
 * then it has its process killed on some. What it cannot get past is parked, and the neighbours go
 * on. A supervisor starts the server again, as an operator's does.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { present } from '@kontor/kernel';
import type { Check } from '../check.ts';
import { awaitRest, judge } from '../harness/judge.ts';
import { isHungry, isLooping, isPoison, isDeadly } from '../harness/misbehaving-connectors.ts';
import { sendInvoices, type Sender } from '../harness/send-invoices.ts';
import type { ServerProcess } from '../harness/server.ts';
import type { Stage } from '../harness/stage.ts';

export const throwInOurCode: Check = {
  name: 'throw-in-our-code',
  number: 'C16',
  threshold: 'each parked after ≤ 3 tries and ≤ 30 s; the process lives; neighbours 0/0/0',
  async run({ openStage, pick, patience, say }) {
    const invoices = pick(5_000, 300);
    const stage = await openStage({
      ...{ servers: 1, connectors: 'ledger code fails' },
      nodeFlags: () => ['--max-old-space-size=512'],
    });
    const supervisor = supervise(present(stage.servers[0], 'a stage has a server'));
    const sender = sendInvoices(stage, { invoices, senders: 24, prefix: 'C16-' });
    await sender.done;
    const rest = await awaitRest(stage, 120_000);
    const lived = await parkedBy(stage);
    const endsBefore = supervisor.ends();
    say('now some that end the process');
    const killer = sendInvoices(stage, { invoices: DEADLY, senders: 10, prefix: 'C16-END-' });
    await killer.done;
    const restAfter = await awaitRest(stage, 300_000);
    await supervisor.stop();
    const all = await parkedBy(stage);
    const { lost, doubled, disordered } = await judge(stage, [sender.notebook, killer.notebook]);
    const countOf = ({ notebook }: Sender, is: (number: string) => boolean) =>
      notebook.acknowledged().filter(({ number }) => is(number)).length;
    const looping = countOf(sender, isLooping);
    const hungry = countOf(sender, isHungry);
    // While the heap is lent more, a gigabyte may be had: whoever got it is no poison, and posted.
    const fed = countOf(sender, (number) => isHungry(number) && !lost.includes(number));
    const poisoned = countOf(sender, isPoison) - fed;
    const deadly = countOf(killer, isDeadly);
    const poisonedLater = countOf(killer, isPoison);
    const neighbours = lost.filter((number) => !isPoison(number));
    const ends = supervisor.ends() - endsBefore;
    return {
      done:
        `the code of the ledger's connector throws on ${poisoned + fed - looping - hungry} of ` +
        `${invoices} invoices, loops for ever on ${looping}, takes a gigabyte of half a gigabyte ` +
        `on ${hungry}; then it has its process killed on ${deadly} of ${DEADLY}`,
      counted:
        `${lived.parked} parked after ${lived.tries} tries and ${Math.round(lived.seconds)} s at ` +
        `most, ${fed} got their gigabyte, the process ended ${endsBefore} times; ${all.parked - lived.parked} parked after ` +
        `${ends} ends of the process and ${Math.round(all.seconds)} s at most; neighbours ` +
        `${neighbours.length}/${doubled.length}/${disordered.length}`,
      broken: [
        ...(rest.isThere && restAfter.isThere
          ? []
          : [`${rest.left} and ${restAfter.left} are still worked on`]),
        ...(lived.parked === poisoned && all.parked - lived.parked === poisonedLater
          ? []
          : [`${lived.parked} of ${poisoned}, then ${all.parked} with ${poisonedLater} more`]),
        ...(lived.tries <= 3 && lived.seconds <= 30 * patience ? [] : ['parked too late']),
        ...(endsBefore === 0 ? [] : ['the process ended']),
        ...(ends <= 3 * deadly ? [] : [`the process ended ${ends} times for ${deadly}`]),
        ...(neighbours.length + doubled.length + disordered.length === 0 ? [] : ['neighbours']),
      ],
      missing:
        'code that ends its process all the same (in one call of the engine, or in the memory of ' +
        'the machine) is parked after three of them, which takes longer than 30 s: twice it waits ' +
        'for 18 s, until what the dead process may have sent can be seen',
    };
  },
};

/** Starts the server again whenever it ended. */
function supervise(server: ServerProcess) {
  let ends = 0;
  let isOver = false;
  const watch = async () => {
    while (!isOver) {
      await sleep(LOOK_MS);
      if (isOver || server.isRunning()) continue;
      ends += 1;
      await server.start().catch(() => {}); // it ended again: the next look counts that
    }
  };
  const watching = watch();
  return {
    ends: () => ends,
    async stop(): Promise<void> {
      isOver = true;
      await watching;
    },
  };
}

async function parkedBy({ database }: Stage): Promise<Parked> {
  const { rows } = await database.pool.query<Parked>(PARKED);
  return present(rows[0], 'a count has a row');
}

type Parked = { readonly parked: number; readonly tries: number; readonly seconds: number };

const LOOK_MS = 200;
/** The third, the thirteenth and so on of them. */
const DEADLY = 20;

const PARKED = `
  select count(*)::int as parked, coalesce(max(strikes + 1), 0)::int as tries,
         coalesce(max(extract(epoch from exception.opened_at - delivery.created_at)), 0)::float8
           as seconds
  from delivery join exception using (delivery_id)
  where delivery.status = 'parked'
`;
