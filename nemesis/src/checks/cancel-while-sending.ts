/**
 * C22: every invoice is cancelled by whoever sent it, at a moment that nobody chose, while two
 * servers send it, one of them is killed now and then, and the ledger loses replies. In the end
 * each is cancelled and not in the ledger, or in the ledger and not cancelled.
 */

import type { Check } from '../check.ts';
import { cancelAtRandom, type CancelAnswer } from '../harness/cancel-at-random.ts';
import { awaitRest, judge, numberOf } from '../harness/judge.ts';
import { killAtRandom } from '../harness/kill-at-random.ts';
import { sendInvoices } from '../harness/send-invoices.ts';
import type { Stage } from '../harness/stage.ts';

export const cancelWhileSending: Check = {
  name: 'cancel-while-sending',
  number: 'C22',
  threshold: 'each is cancelled and not sent, or sent and its cancelling refused; 0 inconsistent',
  async run({ openStage, pick, random, say }) {
    const invoices = pick(1_000, 100);
    const kills = pick(10, 2);
    const stage = await openStage({ servers: 2, concurrency: 4 });
    await stage.sandbox.misbehave('sap-s4hana', { lostReplyRate: 0.02, slowMs: 40 });
    const sender = sendInvoices(stage, { invoices, senders: 24, prefix: 'C22-' });
    const withinMs = pick(8_000, 1_500);
    const [answers] = await Promise.all([
      cancelAtRandom(stage, sender, { withinMs, random }),
      killAtRandom(stage, { kills, withinMs: pick(4_000, 1_000), random, say }),
    ]);
    await stage.sandbox.misbehave('sap-s4hana', { lostReplyRate: 0, slowMs: 0 });
    const rest = await awaitRest(stage, 180_000);
    const numbers = sender.notebook.acknowledged().map(({ number }) => number);
    const { cancelled, posted, inconsistent } = await compare(stage, numbers, answers);
    const unanswered = [...answers.values()].filter((answer) => answer === 'none');
    const { doubled, disordered } = await judge(stage, [sender.notebook]);
    return {
      done:
        `${numbers.length} invoices, each cancelled within ${withinMs / 1_000} s while it is ` +
        `sent; ${kills} × kill -9, 2 % of the replies lost`,
      counted:
        `${cancelled} cancelled and not in the ledger, ${posted} in the ledger and not cancelled; ` +
        `${inconsistent.length} inconsistent, ${doubled.length} doubled`,
      broken: [
        ...(numbers.length === invoices ? [] : [`only ${numbers.length} were acknowledged`]),
        ...inconsistent.slice(0, 5),
        ...(unanswered.length === 0 ? [] : [`${unanswered.length} never heard an answer`]),
        ...(doubled.length === 0 ? [] : [`doubled: ${doubled.slice(0, 5).join(', ')}`]),
        ...(disordered.length === 0 ? [] : [`out of order: ${disordered.slice(0, 5).join(', ')}`]),
        ...(rest.isThere ? [] : [`${rest.left} are still worked on`]),
        // A race that one side always wins was none.
        ...(Math.min(cancelled, posted) * 20 >= invoices ? [] : ['one side won nearly always']),
      ],
    };
  },
};

/** The books of the ledger, the database, and what whoever cancelled was told. */
async function compare(
  { database, sandbox }: Stage,
  numbers: readonly string[],
  answers: ReadonlyMap<string, CancelAnswer>,
) {
  const inLedger = new Set((await sandbox.books('sap-s4hana')).map(numberOf));
  const { rows } = await database.pool.query<{ number: string }>(CANCELLED);
  const isCancelled = new Set(rows.map(({ number }) => number));
  const inconsistent = numbers.flatMap((number) => {
    const [is, was] = [isCancelled.has(number), inLedger.has(number)];
    const answer = answers.get(number) ?? 'none';
    const isTold = answer === 'cancelled' ? is : answer === 'none' || !is;
    if (is !== was && isTold) return [];
    return [`${number}: cancelled ${is}, in the ledger ${was}, answered ${answer}`];
  });
  return {
    cancelled: numbers.filter((number) => isCancelled.has(number)).length,
    posted: numbers.filter((number) => inLedger.has(number)).length,
    inconsistent,
  };
}

const CANCELLED = `
  select number from transaction
  where status = 'refused' and state -> 'ending' ->> 'code' = 'cancelled'
`;
