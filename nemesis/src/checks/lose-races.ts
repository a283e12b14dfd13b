/**
 * C31: PostgreSQL refuses transactions as it does when they lose against others: serialization
 * failures (40001) at accepting and settling, deadlocks (40P01) at leasing.
 */

import type { Check } from '../check.ts';
import { settleUp } from '../harness/judge.ts';
import { sendInvoices } from '../harness/send-invoices.ts';

export const loseRaces: Check = {
  name: 'lose-races',
  number: 'C31',
  threshold: 'every operation finishes; 0/0/0; at most 5 tries; no 5xx but 503',
  async run({ openStage, pick }) {
    const invoices = pick(3_000, 300);
    const stage = await openStage({ servers: 2 });
    await stage.database.pool.query(LOSE_SOME);
    const sender = sendInvoices(stage, { invoices, senders: 24, prefix: 'C31-' });
    await sender.done;
    const settled = await settleUp(stage, [sender.notebook]);
    const { rows } = await stage.database.pool.query<{ lost: string; states: string }>(
      'select last_value as lost from nemesis_lost',
    );
    const internal = sender.notebook.statuses.get(500) ?? 0;
    return {
      done: `5 % of the transactions of ${invoices} invoices fail with 40001 or 40P01`,
      counted: `${rows[0]?.lost} transactions failed; ${settled.words}; ${internal} × 500`,
      broken: [...settled.broken, ...(internal === 0 ? [] : [`${internal} × 500 was answered`])],
    };
  },
};

// Sequences do not roll back: they count what failed.
const LOSE_SOME = `
  create sequence nemesis_lost;
  create function nemesis_lose() returns trigger language plpgsql as $$
  begin
    if random() < 0.05 then
      perform nextval('nemesis_lost');
      raise exception 'lost on purpose' using errcode = tg_argv[0];
    end if;
    return null;
  end $$;
  create trigger nemesis_lose after insert on transaction
    for each statement execute function nemesis_lose('40001');
  create trigger nemesis_lose after update on delivery
    for each statement execute function nemesis_lose('40001');
  create trigger nemesis_lose after update on lane
    for each statement execute function nemesis_lose('40P01');
`;
