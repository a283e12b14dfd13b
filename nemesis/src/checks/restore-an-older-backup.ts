/**
 * C37: the database is replaced by an older backup of itself. What was sent since is unknown to it;
 * it starts on hold, and when a person resumes it nothing is sent a second time.
 */

import { exchange } from '@kontor/client';
import { join } from 'node:path';
import { present, systemClock } from '@kontor/kernel';
import type { Check } from '../check.ts';
import { awaitRest, judge, numberOf } from '../harness/judge.ts';
import { sendInvoices, tokensOf } from '../harness/send-invoices.ts';
import type { Stage } from '../harness/stage.ts';

export const restoreAnOlderBackup: Check = {
  name: 'restore-an-older-backup',
  number: 'C37',
  threshold: 'starts on hold; what was sent since is listed; resuming doubles nothing',
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
    const sentOnHold = (await stage.sandbox.count('sap-s4hana')) - sent;
    const listed = await listUnknown(stage, 'sap-s4hana', since);
    const sentSince = (await stage.sandbox.books('sap-s4hana')).map(numberOf);
    const missed = sentSince.filter((number) => number.startsWith(LOST) !== listed.has(number));
    for (const name of SYSTEMS) await resume(stage, name);
    const rest = await awaitRest(stage, 180_000);
    const verdict = await judge(stage, [waiting.notebook, lost.notebook]);
    return {
      done:
        `backup, then ${sent} documents posted, then the backup restored; ` +
        `${invoices} of them waited in it`,
      counted:
        `${held} of ${SYSTEMS.length} systems on hold, ${sentOnHold} sent on hold; after ` +
        `resuming ${verdict.doubled.length} doubled; ${listed.size} of the ledger's are listed as ` +
        `unknown to the database, ${missed.length} of them wrongly or left out`,
      broken: [
        ...(held === SYSTEMS.length && sentOnHold === 0 ? [] : ['it did not start on hold']),
        ...(listed.size === invoices && missed.length === 0
          ? []
          : [`the report has ${listed.size}, and is wrong of ${missed.slice(0, 5).join(', ')}`]),
        ...(rest.isThere ? [] : [`${rest.left} are still worked on`]),
        ...(verdict.doubled.length === 0
          ? []
          : [`doubled: ${verdict.doubled.slice(0, 5).join(', ')}`]),
        ...(verdict.lost.length === 0 ? [] : [`lost: ${verdict.lost.slice(0, 5).join(', ')}`]),
      ],
      missing:
        'the CRM is not asked, and an application that sends a lost invoice again has it posted a ' +
        'second time: the number is known to the report, not to the checks',
    };
  },
};

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
