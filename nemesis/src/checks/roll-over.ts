/**
 * The next release is started beside servers of the one before it, which are then replaced one
 * after another, while applications send and the ledger is served. Each release signs its documents
 * in the ledger with a name of its own, so the books say who delivered what.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { present } from '@kontor/kernel';
import type { CompanySettings } from '@kontor/server';
import type { Check } from '../check.ts';
import { beginMonth, rowsOfMonth } from '../harness/begin-month.ts';
import { settleUp } from '../harness/judge.ts';
import { takePreviousRelease } from '../harness/previous-release.ts';
import { sendInvoices } from '../harness/send-invoices.ts';
import type { ServerProcess } from '../harness/server.ts';
import type { Stage } from '../harness/stage.ts';
import { answersInWords, badAnswers } from '../harness/statuses.ts';

export const rollOver: Check = {
  name: 'roll-over',
  number: 'operations',
  threshold: '0/0/0; no 5xx but 503; both releases deliver while both run; each ends ≤ 30 s',
  async run({ openStage, pick, say, home }) {
    const release = await takePreviousRelease(join(home, 'previous-release'));
    if ('missing' in release) {
      return { done: 'nothing', counted: '–', broken: [], skipped: release.missing };
    }
    const stage = await openStage({ servers: 2, spares: 1, release });
    const [first, second, third] = stage.servers as readonly [Server, Server, Server];
    const signed = signedCompanyFiles(stage);
    for (const server of [first, second]) await restartAs(server, signed.previous);
    const before = await migrationsOf(stage);
    const stopping = new AbortController();
    const sender = sendInvoices(stage, {
      ...{ invoices: Number.MAX_SAFE_INTEGER, senders: 20, prefix: 'RO-', signal: stopping.signal },
      perSecond: pick(60, 25),
    });
    const restMs = pick(15_000, 5_000);
    await sleep(restMs);
    const tookMs: number[] = [];
    say('the new release starts beside the old one');
    third.upgrade(signed.next);
    await third.start();
    await beginMonth(stage);
    const both = [await delivered(stage, restMs)];
    for (const old of [first, second]) {
      say(`${old.name} is replaced`);
      tookMs.push((await old.terminate(DRAIN_MS_MAX + 5_000)).tookMs);
      old.upgrade(signed.next);
      await old.start();
      if (old === first) both.push(await delivered(stage, restMs));
    }
    const after = await delivered(stage, restMs);
    stopping.abort();
    await sender.done;
    const settled = await settleUp(stage, [sender.notebook]);
    const migrations = (await migrationsOf(stage)) - before;
    const ofMonth = await rowsOfMonth(stage);
    const idle = both.filter(({ previous, next }) => previous === 0 || next === 0).length;
    const sum = (of: 'previous' | 'next') => both.reduce((total, each) => total + each[of], 0);
    return {
      done:
        `2 servers of release ${release.commit.slice(0, 7)} replaced one after another beside a ` +
        `new one, which applied ${migrations} migrations, and a month of history began`,
      counted:
        `${settled.words}; while both ran, the old delivered ${sum('previous')} and the new ` +
        `${sum('next')}; ${ofMonth} rows in the new month; ${answersInWords(sender.notebook)}`,
      broken: [
        ...settled.broken,
        ...badAnswers(sender.notebook),
        ...(idle === 0 ? [] : [`one release stood idle in ${idle} of the spells they shared`]),
        ...(ofMonth > 0 ? [] : ['nothing was written to the month that began']),
        ...(after.previous === 0 ? [] : ['something was delivered by a release that had ended']),
        ...(Math.max(...tookMs) <= DRAIN_MS_MAX ? [] : ['one did not end in time']),
      ],
    };
  },
};

type Server = ServerProcess;

/** The same company, but for the name that its documents are signed with. */
function signedCompanyFiles({ home, companyFile }: Stage) {
  const company = JSON.parse(readFileSync(companyFile, 'utf8')) as CompanySettings;
  const write = (createdByUser: string) => {
    const connections = company.connections.map((connection) =>
      connection.connector === 'sap-s4hana'
        ? { ...connection, settings: { ...(connection.settings as object), createdByUser } }
        : connection,
    );
    const file = join(home, `company-${createdByUser}.json`);
    writeFileSync(file, JSON.stringify({ ...company, connections }), { mode: 0o600 });
    return { KONTOR_COMPANY_FILE: file };
  };
  return { previous: write(PREVIOUS), next: write(NEXT) };
}

async function restartAs(server: Server, environment: Readonly<Record<string, string>>) {
  await server.kill();
  server.configure(environment);
  await server.start();
}

/** Documents that each release posted in the next while. */
async function delivered({ sandbox }: Stage, withinMs: number) {
  const from = await sandbox.count('sap-s4hana');
  await sleep(withinMs);
  const documents = (await sandbox.books('sap-s4hana')).filter(({ sequence }) => sequence > from);
  const by = (name: string) => documents.filter(({ facts }) => facts['createdBy'] === name).length;
  return { previous: by(PREVIOUS), next: by(NEXT) };
}

async function migrationsOf({ database }: Stage): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    'select count(*)::int as count from schema_migration',
  );
  return present(rows[0], 'a count is one row').count;
}

const PREVIOUS = 'PREVIOUS';
const NEXT = 'NEXT';
const DRAIN_MS_MAX = 30_000;
