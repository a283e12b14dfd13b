/**
 * Hand one invoice to a Kontor started with `npm start`, wait for its outcome, read its story.
 *
 *     node examples/first-invoice.mjs
 *
 * Any Node from 20 on; nothing to install.
 */

import { readFileSync } from 'node:fs';

const { apiUrl, tokenUrl, clientId, clientSecret } = JSON.parse(
  readFileSync(process.env.KONTOR_CREDENTIALS ?? '.kontor/credentials.json', 'utf8'),
);

const token = await fetch(tokenUrl, {
  method: 'POST',
  headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    scope: 'invoices:write transactions:read',
  }),
}).then(read);

const today = new Date().toISOString().slice(0, 10);
const number = `EX-${Date.now()}`;
const reply = await fetch(`${apiUrl}/v1/customer-invoices`, {
  method: 'POST',
  headers: {
    authorization: `Bearer ${token.access_token}`,
    'content-type': 'application/json',
    // A new key for each new intent; the same key with each retry of it.
    'idempotency-key': number,
    prefer: 'wait=20',
  },
  body: JSON.stringify({
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
  }),
});
const transaction = await read(reply);
console.log(`${number}: ${transaction.status} (${transaction.id})`);

const story = await fetch(`${apiUrl}/v1/transactions/${transaction.id}/story`, {
  headers: { authorization: `Bearer ${token.access_token}` },
}).then(read);
console.log(`\n${story.title}\n${story.sentence}`);
for (const { at, headline } of story.chapters) console.log(`  ${at.slice(11, 19)}  ${headline}`);

/** A problem (RFC 9457) says what to mend. */
async function read(response) {
  const body = await response.json();
  if (response.ok) return body;
  console.error(JSON.stringify(body, null, 2));
  process.exit(1);
}
