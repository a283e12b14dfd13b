/**
 * C3: a ledger that neither recognises repeats nor can be asked, while servers are killed: what is
 * unclear goes to a person, and nothing is sent twice.
 */

import type { Check } from '../check.ts';
import { awaitRest, judge } from '../harness/judge.ts';
import { killAtRandom } from '../harness/kill-at-random.ts';
import { sendInvoices } from '../harness/send-invoices.ts';

export const systemThatCannotBeAsked: Check = {
  name: 'system-that-cannot-be-asked',
  number: 'C3',
  threshold: '0 doubled; every unclear one parked; 0 sent again by itself',
  async run({ openStage, pick, random, say }) {
    const invoices = pick(7_000, 200);
    const kills = pick(50, 2);
    const stage = await openStage({ servers: pick(3, 2), connectors: 'ledger cannot be asked' });
    await stage.sandbox.misbehave('sap-s4hana', { lostReplyRate: 0.05, slowMs: 50 });
    const sender = sendInvoices(stage, { invoices, senders: 24, prefix: 'C3-' });
    await killAtRandom(stage, { kills, withinMs: 1_500, random, say });
    await sender.done;
    const rest = await awaitRest(stage, 240_000);
    const { doubled, disordered, strange, lost } = await judge(stage, [sender.notebook]);
    const { rows } = await stage.database.pool.query<{ parked: string[]; again: number }>(PARKED);
    const { parked = [], again = 0 } = rows[0] ?? {};
    // What a dead worker held and never sent waits for a person as well: nobody can know.
    const waiting = new Set(parked);
    const silently = lost.filter((number) => !waiting.has(number));
    return {
      done: `${kills} × kill -9 during ${invoices} invoices, 5 % of the ledger's replies lost`,
      counted:
        `${sender.notebook.acknowledged().length} acknowledged, ${doubled.length} doubled, ` +
        `${parked.length} parked for a person, ${again} sent again by itself`,
      broken: [
        ...(rest.isThere ? [] : [`${rest.left} are still worked on`]),
        ...(doubled.length + again === 0
          ? []
          : [`doubled: ${doubled.join(', ')}; sent again: ${again}`]),
        ...(silently.length === 0 ? [] : [`lost without a word: ${silently.join(', ')}`]),
        ...(disordered.length + strange.length === 0
          ? []
          : [[...disordered, ...strange].join(', ')]),
        ...(parked.length > 0 ? [] : ['nothing was unclear: the check saw nothing']),
      ],
    };
  },
};

const PARKED = `
  select coalesce((select array_agg(number) from transaction
                   where status = 'parked'), '{}') as parked,
         (select count(*)::int from (
            select 1 from delivery_attempt join delivery using (delivery_id)
            where connection = 'sap-s4hana' and kind = 'submit' and outcome <> 'retryable'
            group by delivery_id having count(*) > 1) as repeated) as again
`;
