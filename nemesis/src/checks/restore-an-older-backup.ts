/**
 * C37: the database is replaced by an older backup of itself. What was sent since is unknown to it;
 * it starts on hold, and when a person resumes it nothing is sent a second time, neither by us nor
 * because its application hands it over once more.
 */

import { exchange } from '@kontor/client';
import { join } from 'node:path';
import { present, systemClock } from '@kontor/kernel';
import type { Check } from '../check.ts';
import { awaitRest, judge, numberOf } from '../harness/judge.ts';
import type { BookEntry, SystemName } from '../harness/sandbox.ts';
import { sendAgain, sendInvoices, tokensOf } from '../harness/send-invoices.ts';
import type { Stage } from '../harness/stage.ts';

export const restoreAnOlderBackup: Check = {
  name: 'restore-an-older-backup',
  number: 'C37',
  threshold:
    'starts on hold; what was sent since is listed; neither resuming nor handing it over again ' +
    'doubles anything',
  async run({ openStage, pick, say }) {
    const invoices = pick(2_000, 150);
    const stage = await openStage({ servers: 1 });
    const server = present(stage.servers[0], 'a stage has a server');
    await stage.sandbox.misbehave('sap-s4hana', { down: true });
    const waiting = sendInvoices(stage, { invoices, senders: 24, prefix: 'C37-A-' });
    await waiting.done;
    const backup = join(stage.home, 'backup');
    await stage.database.backUp(backup);
    const since = systemClock.now();
    await stage.sandbox.misbehave('sap-s4hana', { down: false });
    const lost = sendInvoices(stage, { invoices, senders: 24, prefix: LOST });
    await lost.done;
    await awaitRest(stage, 120_000);
    const sent = await stage.sandbox.count('sap-s4hana');
    await server.kill();
    await stage.database.restore(backup);
    server.configure({ KONTOR_RESTORED: 'nemesis' });
    await server.start();
    say('restored');
    const held = await heldConnections(stage);
    const systems = stage.company.connections.length;
    const sentOnHold = (await stage.sandbox.count('sap-s4hana')) - sent;
    const ledger = await compare(stage, { name: 'sap-s4hana', since, numberIn: numberOf });
    const crm = await compare(stage, { name: 'salesforce', since, numberIn: notedNumberOf });
    for (const name of SYSTEMS) await resume(stage, name);
    const rest = await awaitRest(stage, 180_000);
    say('resumed');
    const again = sendAgain(stage, lost.notebook);
    await again.done;
    const restAgain = await awaitRest(stage, 180_000);
    const verdict = await judge(stage, [waiting.notebook, again.notebook]);
    const { rows } = await stage.database.pool.query<{ parked: number }>(PARKED);
    const parked = rows[0]?.parked ?? -1;
    const accepted = again.notebook.acknowledged().length;
    return {
      done:
        `backup, then ${sent} documents posted, then the backup restored; ${invoices} of them ` +
        `waited in it, ${accepted} were handed over again`,
      counted:
        `${held} of ${systems} systems on hold, ${sentOnHold} sent on hold; ` +
        `${ledger.listed} of the ledger's and ${crm.listed} of the CRM's are listed as unknown to ` +
        `the database, ${ledger.wrong.length + crm.wrong.length} of them wrongly or left out; in ` +
        `the end ${verdict.lost.length} lost, ${verdict.doubled.length} doubled, ${parked} parked`,
      broken: [
        ...(held === systems && sentOnHold === 0 ? [] : ['it did not start on hold']),
        ...[ledger, crm].flatMap(({ name, listed, wrong }) =>
          listed === invoices && wrong.length === 0
            ? []
            : [`the report of ${name} has ${listed}, wrong of ${wrong.slice(0, 5).join(', ')}`],
        ),
        ...(rest.isThere && restAgain.isThere
          ? []
          : [`${rest.left} and ${restAgain.left} are still worked on`]),
        ...(accepted === invoices ? [] : [`${accepted} were accepted again`]),
        ...(parked === 0 ? [] : [`${parked} wait for a person`]),
        ...(verdict.doubled.length === 0
          ? []
          : [`doubled: ${verdict.doubled.slice(0, 5).join(', ')}`]),
        ...(verdict.lost.length === 0 ? [] : [`lost: ${verdict.lost.slice(0, 5).join(', ')}`]),
      ],
    };
  },
};

type Comparison = {
  readonly name: SystemName;
  readonly since: string;
  readonly numberIn: (entry: BookEntry) => string;
};

/** How many the report lists, and the numbers that it should list and does not, or the reverse. */
async function compare(stage: Stage, { name, since, numberIn }: Comparison) {
  const listed = await listUnknown(stage, name, since);
  const has = (await stage.sandbox.books(name)).map(numberIn).filter((number) => number !== '');
  const wrong = has.filter((number) => number.startsWith(LOST) !== listed.has(number));
  return { name, listed: listed.size, wrong };
}

function notedNumberOf({ facts }: BookEntry): string {
  const number = facts['Number__c'];
  return typeof number === 'string' ? number : '';
}

/** Numbers of the documents that the system has and the database does not, page after page. */
async function listUnknown(stage: Stage, name: string, since: string): Promise<Set<string>> {
  const token = await tokensOf(stage).next();
  const authorization = `Bearer ${token.kind === 'token' ? token.value : ''}`;
  const { url } = present(stage.servers[0], 'a stage has a server');
  const numbers = new Set<string>();
  for (let after: string | undefined = ''; after !== undefined;) {
    const query = new URLSearchParams({ since, ...(after !== '' && { page_token: after }) });
    const reply = await exchange({
      method: 'GET',
      url: `${url}/v1/connections/${name}/unknown-postings?${query.toString()}`,
      headers: { authorization },
      timeoutMs: 30_000,
    });
    if (reply.kind === 'silence' || reply.status !== 200) {
      throw new Error(`${name}: ${reply.kind === 'reply' ? reply.text : reply.cause}`);
    }
    const page = reply.json as { items: { number: string }[]; next_page_token?: string };
    for (const { number } of page.items) numbers.add(number);
    after = page.next_page_token;
  }
  return numbers;
}

async function resume(stage: Stage, name: string): Promise<void> {
  const token = await tokensOf(stage).next();
  const { url } = present(stage.servers[0], 'a stage has a server');
  const reply = await exchange({
    ...{ method: 'POST', url: `${url}/v1/connections/${name}/resume`, timeoutMs: 10_000 },
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token.kind === 'token' ? token.value : ''}`,
    },
    body: JSON.stringify({ reason: 'The books were compared.' }),
  });
  if (reply.kind === 'silence' || reply.status !== 200) {
    throw new Error(
      `${name} cannot be resumed: ${reply.kind === 'reply' ? reply.text : reply.cause}`,
    );
  }
}

async function heldConnections({ database }: Stage): Promise<number> {
  const { rows } = await database.pool.query(
    'select 1 from connection where paused_reason is not null',
  );
  return rows.length;
}

/** The numbers of what the backup does not have. */
const LOST = 'C37-B-';
const SYSTEMS = ['sap-s4hana', 'salesforce'];

const PARKED = `select count(*)::int as parked from delivery where status = 'parked'`;
