/**
 * The platform as `npm start` runs it, in a process of its own, with a connector whose code loops
 * for ever on one invoice. Says what became of that one and of its neighbours, and ends by itself.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { germanCustomers, sampleInvoice } from '@kontor/acceptance/sample-invoice';
import { accessTokens } from '@kontor/client';
import { bankFiles } from '@kontor/connector-bank-files';
import { sapS4hana } from '@kontor/connector-sap-s4hana';
import { salesforce } from '@kontor/connector-salesforce';
import type { Connector, Operation } from '@kontor/connector-sdk';
import { present, systemClock } from '@kontor/kernel';
import { credentialsOf } from '../credentials.ts';
import { startPlatform } from '../start-platform.ts';

const [home = '', databaseUrl = ''] = process.argv.slice(2);
const platform = await startPlatform({
  ...{ home, databaseUrl, port: 0, isWatched: true },
  connectors: new Map([
    [sapS4hana.name, looping(sapS4hana as unknown as Connector)],
    [salesforce.name, salesforce as unknown as Connector],
    [bankFiles.name, bankFiles as unknown as Connector],
  ]),
  onProgress: () => {},
});
const { url, pool } = platform.server;
const { clientId, clientSecret, tokenUrl } = credentialsOf(platform.company, 'operations', url);
const tokens = accessTokens({
  ...{ clientId, clientSecret, tokenUrl, clock: systemClock },
  permissions: ['invoices:write'],
});
const token = await tokens.next();
const customers = germanCustomers(platform.sandbox);
for (const [index, number] of ['BEFORE', 'LOOP', 'AFTER'].entries()) {
  const customer = present(customers[index], 'there are customers');
  const reply = await fetch(`${url}/v1/customer-invoices`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': `key-${number}`,
      authorization: `Bearer ${'value' in token ? token.value : ''}`,
    },
    body: JSON.stringify(sampleInvoice({ number, customer })),
  });
  if (reply.status !== 202) throw new Error(`${number}: ${reply.status} ${await reply.text()}`);
}
let said: readonly Standing[] = [];
// A minute, of which ending the loop three times takes about nine seconds.
for (let look = 0; look < 600; look++) {
  await sleep(100);
  const { rows } = await pool.query<Standing>(`
    select number, transaction.status, coalesce(last_detail, '') as detail
    from transaction join delivery using (transaction_id)
    where connection = 'sap-s4hana'
    order by number
  `);
  said = rows;
  if (said.every(({ status }) => status !== 'working')) break;
}
await platform.stop();
process.stdout.write(JSON.stringify(said));

type Standing = { readonly number: string; readonly status: string; readonly detail: string };

function looping(connector: Connector): Connector {
  const operations = Object.entries(connector.operations).map(([name, operation]) => {
    const { submit } = operation as unknown as Operation<{ readonly number?: string }, never>;
    const loop: typeof submit = async (input, context) => {
      while (input.number === 'LOOP');
      return submit(input, context);
    };
    return [name, { ...operation, submit: loop }];
  });
  return { ...connector, operations: Object.fromEntries(operations) as Connector['operations'] };
}
