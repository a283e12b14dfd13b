/** C34: calls of one connector never come back. The others do not notice; the end is orderly. */

import { present, systemClock } from '@kontor/kernel';
import type { Check } from '../check.ts';
import { eventually } from '../harness/eventually.ts';
import { sendInvoices } from '../harness/send-invoices.ts';
import type { Stage } from '../harness/stage.ts';

export const hangAConnector: Check = {
  name: 'hang-a-connector',
  number: 'C34',
  threshold: 'the ledger keeps ≥ 90 % of its throughput; SIGTERM still ends ≤ 12 s',
  async run({ openStage, pick, patience }) {
    const invoices = pick(3_000, 300);
    const healthy = await openStage({ servers: 1 });
    const alone = await secondsToPost(healthy, invoices);
    await Promise.all(healthy.servers.map((server) => server.kill()));
    const stage = await openStage({ servers: 1, connectors: 'crm hangs' });
    const beside = await secondsToPost(stage, invoices);
    const server = present(stage.servers[0], 'a stage has a server');
    const { inOrder, tookMs } = await server.terminate(32_000);
    const share = Math.round((alone / beside) * 100);
    return {
      done: `${invoices} invoices with a CRM that answers, then with one whose calls never end`,
      counted:
        `posted in ${alone.toFixed(1)} s and ${beside.toFixed(1)} s: ${share} % of the ` +
        `throughput; SIGTERM took ${(tookMs / 1_000).toFixed(1)} s`,
      broken: [
        ...(share * patience >= 90 ? [] : [`only ${share} % of the throughput`]),
        ...(inOrder && tookMs <= 12_000 ? [] : ['it did not end in time']),
      ],
    };
  },
};

/** Until the ledger and receivables have them all. */
async function secondsToPost(stage: Stage, invoices: number): Promise<number> {
  await sendInvoices(stage, { invoices: WARM, senders: 24, prefix: 'C34-A-' }).done;
  const startedMs = systemClock.elapsedMs();
  const sender = sendInvoices(stage, { invoices, senders: 24, prefix: 'C34-' });
  await sender.done;
  await eventually(
    async () => {
      const { rows } = await stage.database.pool.query<{ opened: number }>(
        'select count(*)::int as opened from open_item',
      );
      return rows[0]?.opened === invoices + WARM;
    },
    { withinMs: 180_000, everyMs: 50 },
  );
  return (systemClock.elapsedMs() - startedMs) / 1_000;
}

/** Code and plans are warm afterwards. */
const WARM = 100;
