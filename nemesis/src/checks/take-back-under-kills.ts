/**
 * C20: invoices are posted and opened, their last step cannot be done, and a person lets them rest:
 * what was done is undone while servers are killed and the ledger loses replies.
 */

import type { Check } from '../check.ts';
import { decideExceptions, openExceptions } from '../harness/decide-exceptions.ts';
import { awaitRest, numberOf, reversalOf } from '../harness/judge.ts';
import { killAtRandom } from '../harness/kill-at-random.ts';
import type { BookEntry } from '../harness/sandbox.ts';
import { sendInvoices } from '../harness/send-invoices.ts';

export const takeBackUnderKills: Check = {
  name: 'take-back-under-kills',
  number: 'C20',
  threshold: 'every posting is reversed exactly once; the same end state for all',
  async run({ openStage, pick, random, say }) {
    const invoices = pick(2_000, 100);
    const kills = pick(20, 2);
    const stage = await openStage({ servers: 2, connectors: 'crm is locked' });
    const sender = sendInvoices(stage, { invoices, senders: 24, prefix: 'C20-' });
    await sender.done;
    await awaitRest(stage, pick(900_000, 90_000));
    const exceptions = await openExceptions(stage);
    say(`${exceptions.length} wait for a person`);
    await stage.sandbox.misbehave('sap-s4hana', { lostReplyRate: 0.05, slowMs: 50 });
    await Promise.all([
      decideExceptions(stage, {
        ...{ exceptions, clientId: 'operations', server: 0, action: 'abandon' },
        reason: 'The order was cancelled.',
      }),
      killAtRandom(stage, { kills, withinMs: 1_500, random, say }),
    ]);
    const rest = await awaitRest(stage, 180_000);
    const documents = await stage.sandbox.books('sap-s4hana');
    const { never, twice } = reversalsOf(documents);
    const { rows } = await stage.database.pool.query<{ ends: string[]; items: string[] }>(ENDS);
    const { ends = [], items = [] } = rows[0] ?? {};
    return {
      done:
        `${invoices} invoices whose last step cannot be done are let rest, ${kills} × kill -9 ` +
        'while they are undone, 5 % of the replies lost',
      counted:
        `${documents.length} documents: ${never.length} not reversed, ${twice.length} reversed ` +
        `twice; transactions ${ends.join(', ')}, open items ${items.join(', ')}`,
      broken: [
        ...(exceptions.length === invoices ? [] : [`${exceptions.length} exceptions`]),
        ...(rest.isThere ? [] : [`${rest.left} are still worked on`]),
        ...(never.length === 0 ? [] : [`not reversed: ${never.slice(0, 5).join(', ')}`]),
        ...(twice.length === 0 ? [] : [`reversed twice: ${twice.slice(0, 5).join(', ')}`]),
        ...(ends.length === 1 && items.length === 1 ? [] : ['they ended differently']),
      ],
    };
  },
};

function reversalsOf(documents: readonly BookEntry[]) {
  const reversals = Map.groupBy(
    documents.flatMap((entry) => reversalOf(entry) ?? []),
    String,
  );
  const postings = documents.filter((entry) => reversalOf(entry) === undefined);
  const times = (entry: BookEntry) => reversals.get(entry.number)?.length ?? 0;
  return {
    never: postings.filter((entry) => times(entry) === 0).map(numberOf),
    twice: postings.filter((entry) => times(entry) > 1).map(numberOf),
  };
}

const ENDS = `
  select array(select distinct status from transaction) as ends,
         array(select distinct status from open_item) as items
`;
