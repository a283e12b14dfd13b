/**
 * C21: a bank reports on batches of payments in any order, late and again and again, while servers
 * are killed; then it rejects some of what it had settled. What is settled stays settled, and every
 * contradiction is asked about once.
 */

import { readdirSync } from 'node:fs';
import type { Random } from '@kontor/kernel';
import type { Check } from '../check.ts';
import { eventually } from '../harness/eventually.ts';
import { killAtRandom } from '../harness/kill-at-random.ts';
import {
  bankReport,
  handOver,
  orderPayments,
  type BankReport,
  type Order,
} from '../harness/payment-traffic.ts';
import type { Stage } from '../harness/stage.ts';

export const statusesOutOfOrder: Check = {
  name: 'statuses-out-of-order',
  number: 'C21',
  threshold:
    'after ACSC neither a late ACTC nor a RJCT moves anything; as many exceptions as conflicts; ' +
    'each batch is handed to the bank once',
  async run({ openStage, pick, random, patience, say }) {
    const batches = pick(200, 20);
    const transfers = 10;
    const kills = pick(10, 3);
    const stage = await openStage({ servers: 2, bank: true });
    const orders = await orderPayments(stage, { batches, transfers });
    const withinMs = 60_000 * patience;
    const sent = await eventually(async () => outbox(stage) === batches, { withinMs });
    const usual = orders.flatMap(usualReports);
    say(`${usual.length} reports in any order, each twice`);
    const [answers] = await Promise.all([
      handOver(stage, shuffled([...usual, ...usual], random)),
      killAtRandom(stage, { kills, withinMs: pick(4_000, 1_000), random, say }),
    ]);
    const settled = await standing(stage);
    say('and now what contradicts it');
    const conflicting = orders.flatMap(conflictingReports);
    const late = orders.map((order) =>
      bankReport(order, { id: `${order.number}-L`, group: 'ACTC' }),
    );
    const [further] = await Promise.all([
      handOver(stage, shuffled([...conflicting, ...late, ...conflicting, ...usual], random)),
      killAtRandom(stage, { kills, withinMs: pick(4_000, 1_000), random, say }),
    ]);
    const found = await standing(stage);
    const total = batches * transfers;
    const conflicts = orders.length * CONFLICTS_OF_BATCH;
    return {
      done:
        `${batches} batches of ${transfers} transfers; ${usual.length} reports in any order and ` +
        `twice, then ${late.length} late ones, ${conflicting.length} that contradict and all of ` +
        `them again; ${2 * kills} × kill -9 of 2 servers`,
      counted:
        `${found.acsc} of ${total} stay ACSC; ${found.exceptions} exceptions for ${conflicts} ` +
        `conflicts; ${found.events} moves told, ${found.backwards} backwards; ` +
        `${outbox(stage)} files for ${batches} batches`,
      broken: [
        ...(orders.length === batches ? [] : [`only ${orders.length} batches were accepted`]),
        ...(sent.isThere ? [] : ['not every batch reached the bank']),
        ...(outbox(stage) === batches ? [] : [`${outbox(stage)} files for ${batches} batches`]),
        ...(settled.acsc === total ? [] : [`${settled.acsc} of ${total} were settled`]),
        ...(settled.exceptions === 0 ? [] : [`${settled.exceptions} exceptions without conflict`]),
        ...(found.acsc === total ? [] : [`${total - found.acsc} moved after they were settled`]),
        ...(found.exceptions === conflicts ? [] : [`${found.exceptions} exceptions`]),
        ...(found.backwards === 0 ? [] : [`${found.backwards} events tell a step back`]),
        ...(found.unlike === 0 ? [] : [`${found.unlike} transfers differ from their last event`]),
        ...(found.late > 0 ? [] : ['nothing came late: the order was none']),
        ...[answers, further].flatMap(strangeAnswers),
      ],
    };
  },
};

/** As banks work: the message, its payments, and in the end each transfer. */
function usualReports(order: Order): readonly BankReport[] {
  const { number, endToEndIds } = order;
  const settled = new Map(endToEndIds.map((id) => [id, 'ACSC' as const]));
  return [
    bankReport(order, { id: `${number}-A`, group: 'RCVD' }),
    bankReport(order, { id: `${number}-B`, group: 'ACTC' }),
    bankReport(order, { id: `${number}-C`, group: 'ACSP' }),
    bankReport(order, { id: `${number}-D`, transfers: settled }),
  ];
}

/** Of the first transfers, and told twice by reports of two names. */
function conflictingReports(order: Order): readonly BankReport[] {
  const { number, endToEndIds } = order;
  const rejected = new Map(
    endToEndIds.slice(0, CONFLICTS_OF_BATCH).map((id) => [id, 'RJCT' as const]),
  );
  return ['X', 'Y'].map((name) =>
    bankReport(order, { id: `${number}-${name}`, transfers: rejected }),
  );
}

/** Files that the bank may take. */
function outbox(stage: Stage): number {
  return readdirSync(stage.outbox).filter((name) => name.endsWith('.xml')).length;
}

async function standing({ database }: Stage) {
  const { rows } = await database.pool.query<Standing>(STANDING);
  const [row] = rows;
  if (!row) throw new TypeError('a count is one row');
  return row;
}

type Standing = {
  readonly acsc: number;
  readonly exceptions: number;
  readonly late: number;
  readonly events: number;
  readonly backwards: number;
  readonly unlike: number;
};

// What was told to the world is counted apart from what is kept: both have to say the same.
const STANDING = `
  with told as (
    select transaction_id, data, event_id from outbox where type = 'kontor.transfer.reported.v1'
    union all
    select transaction_id, data, event_id from event where type = 'kontor.transfer.reported.v1'
  ), step as (
    select transaction_id, data ->> 'endToEndId' as end_to_end_id, data ->> 'status' as status,
      array_position(array['RCVD', 'ACTC', 'ACSP', 'ACSC'], data ->> 'status') as rank,
      array_position(array['RCVD', 'ACTC', 'ACSP', 'ACSC'], data ->> 'before') as rank_before
    from told
  )
  select (select count(*)::integer from payment_transfer where status = 'ACSC') as acsc,
    (select count(*)::integer from exception where code = 'payment_status_conflict') as exceptions,
    (select count(*)::integer from payment_status_fact where change = 'late') as late,
    (select count(*)::integer from step) as events,
    (select count(*)::integer from step where rank is null or rank <= rank_before) as backwards,
    (select count(*)::integer
     from payment_transfer as transfer
     where (select count(*) from step
            where step.transaction_id = transfer.transaction_id
              and step.end_to_end_id = transfer.end_to_end_id
              and step.status = transfer.status) <> 1) as unlike
`;

function strangeAnswers(answers: ReadonlyMap<number, number>): string[] {
  return [...answers]
    .filter(([status]) => status !== 200 && status !== 201)
    .map(([status, count]) => `${count} reports were answered ${status}`);
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, place: random.fraction() }))
    .sort((left, right) => left.place - right.place)
    .map(({ item }) => item);
}

/** Of ten transfers. */
const CONFLICTS_OF_BATCH = 3;
