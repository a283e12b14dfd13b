/**
 * Steer the drain of one connection of a Kontor started with `npm start`: freeze it, hand over an
 * invoice that waits, say that invoices go last there, end the freeze, and see the backlog go.
 *
 *     node examples/drain-a-backlog.mjs
 *
 * Any Node from 20 on; nothing to install.
 */

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const { apiUrl, tokenUrl, clientId, clientSecret } = JSON.parse(
  readFileSync(process.env.KONTOR_CREDENTIALS ?? '.kontor/credentials.json', 'utf8'),
);
const name = 'sap-s4hana';
const processName = 'create-customer-invoice';

const { access_token: token } = await read(
  await fetch(tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'invoices:write transactions:read connections:read connections:operate',
    }),
  }),
);

// 1. A freeze for ten minutes. The version that was read is sent back: nobody is overwritten.
const before = await call('GET', `/v1/connections/${name}/calendar`);
const planned = before.entries.map(({ entry, kind, title, once, recurring }) => ({
  entry,
  kind,
  title,
  ...(once && { once }),
  ...(recurring && { recurring }),
}));
const now = Date.now();
const freeze = {
  entry: `example-${now}`,
  kind: 'freeze',
  title: 'Closing the books',
  once: { from: at(now - 60_000), until: at(now + 600_000) },
};
const frozen = await call('PUT', `/v1/connections/${name}/calendar`, {
  entries: [...planned, freeze],
  reason: 'The example shows a freeze.',
  version: before.version,
});
console.log(`frozen: ${frozen.entries.find(({ entry }) => entry === freeze.entry).sentence}`);

// 2. Accepting goes on; what is accepted waits, in order.
const number = `EX-${now}`;
const invoice = await call('POST', '/v1/customer-invoices', someInvoice(number), {
  'idempotency-key': number,
});
const waiting = await call('GET', `/v1/connections/${name}`);
console.log(`${number}: ${invoice.status}; ${waiting.waiting} waiting`);

// 3. Invoices go last there, as long as anything else waits.
const control = await call('PUT', `/v1/processes/${processName}/priority`, {
  connection: name,
  priority: 'bulk',
  reason: 'Payments first.',
});
console.log(`${control.title}: ${control.priority} at ${control.connection}`);

// 4. The freeze ends, and the backlog goes.
await call('PUT', `/v1/connections/${name}/calendar`, {
  entries: planned,
  reason: 'The books are closed.',
  version: frozen.version,
});
await call('PUT', `/v1/processes/${processName}/priority`, {
  connection: name,
  reason: 'As everywhere again.',
});
for (let tries = 0; tries < 100; tries++) {
  const { status } = await call('GET', `/v1/transactions/${invoice.id}`);
  if (status === 'done') {
    console.log(`${number}: done`);
    process.exit(0);
  }
  await sleep(300);
}
console.error(`${number} still waits`);
process.exit(1);

async function call(method, path, body, headers = {}) {
  return read(
    await fetch(`${apiUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    }),
  );
}

/** A problem (RFC 9457) says what to mend. */
async function read(response) {
  const body = await response.json();
  if (response.ok) return body;
  console.error(JSON.stringify(body, null, 2));
  process.exit(1);
}

function at(ms) {
  return new Date(ms).toISOString();
}

function someInvoice(number) {
  const today = at(Date.now()).slice(0, 10);
  return {
    legalEntity: 'DE01',
    customer: 'C10001',
    number,
    typeCode: '380',
    issueDate: today,
    dueDate: today,
    currency: 'EUR',
    lines: [
      {
        id: '1',
        name: 'Optical bench',
        quantity: '2',
        unit: 'C62',
        unitPrice: '50.00',
        netAmount: '100.00',
        taxCategory: 'S',
        taxRate: '19',
      },
    ],
    taxBreakdown: [{ category: 'S', rate: '19', taxableAmount: '100.00', taxAmount: '19.00' }],
    totals: { lineNet: '100.00', net: '100.00', tax: '19.00', gross: '119.00', payable: '119.00' },
  };
}
