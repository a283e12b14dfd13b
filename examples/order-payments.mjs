/**
 * Order two payments from a Kontor started with `npm start`, have another person release them, and
 * follow each of them through what the bank reports.
 *
 *     node examples/order-payments.mjs
 *
 * It waits until somebody releases the batch in the console; with KONTOR_SECOND_CREDENTIALS another
 * application does. Any Node from 20 on; nothing to install.
 */

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const own = credentialsIn(process.env.KONTOR_CREDENTIALS ?? '.kontor/credentials.json');
const second = process.env.KONTOR_SECOND_CREDENTIALS;
const number = `PAY-${Date.now()}`;

const ordered = await call(own, 'POST', '/v1/payment-batches', {
  legalEntity: 'DE01',
  number,
  // One of the company's own accounts; the sandbox's company has this one.
  debtor: { name: 'Alster Instruments GmbH', iban: 'DE50999900014944142140' },
  executionDay: nextBankingDay(),
  currency: 'EUR',
  controlSum: '1809.98',
  transfers: [
    {
      endToEndId: `${number}-1`,
      amount: '1559.48',
      creditor: { name: 'Kranich Optik GmbH', iban: 'DE89370400440532013000' },
      remittance: 'Invoice 4711',
    },
    {
      // The sandbox's bank knows by the name that it cannot pay this one.
      endToEndId: `${number}-2`,
      amount: '250.50',
      creditor: { name: 'Closed account', iban: 'FR1420041010050500013M02606' },
      creditorReference: 'RF18539007547034',
    },
  ],
});
console.log(`${number}: ${ordered.status}`);

const asked = await exceptionOf(ordered.id);
console.log(asked.explanation);
if (second === undefined) {
  console.log(`Release it as Charles: ${own.apiUrl}/console/approvals`);
} else {
  await call(credentialsIn(second), 'POST', `/v1/exceptions/${asked.id}/resolution`, {
    action: 'approve',
    reason: 'Invoices seen.',
    version: asked.version,
  });
}

// Half an hour for whoever releases it; the sandbox's bank reports within seconds.
let batch;
for (let look = 0; look < 1_800; look++) {
  batch = await call(own, 'GET', `/v1/payment-batches/${ordered.id}`);
  if (batch.status === 'refused') break;
  const ended = batch.statuses.filter(({ status }) => ends().includes(status));
  if (ended.reduce((sum, { transfers }) => sum + transfers, 0) === batch.transfers) break;
  await sleep(1_000);
}
console.log(`${number}: ${batch.status}, message ${batch.messageId}`);

const { items } = await call(own, 'GET', `/v1/payment-batches/${ordered.id}/transfers`);
for (const { endToEndId, status, reasons, told } of items) {
  const why = reasons.map(({ code, text }) => `${code} ${text ?? ''}`.trim()).join(', ');
  console.log(`  ${endToEndId}: ${status}${why && ` (${why})`}, told ${told.length} times`);
}

function ends() {
  return ['ACSC', 'ACCC', 'RJCT', 'CANC'];
}

async function exceptionOf(transaction) {
  const page = await call(own, 'GET', `/v1/exceptions?transaction=${transaction}&status=open`);
  return page.items[0];
}

/** Weekends are left out; on a holiday the API says so. */
function nextBankingDay() {
  const day = new Date(Date.now() + 86_400_000);
  while (day.getUTCDay() % 6 === 0) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

function credentialsIn(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

async function call({ apiUrl, tokenUrl, clientId, clientSecret }, method, path, body) {
  const token = await fetch(tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'payments:write payments:read exceptions:read exceptions:resolve approvals:decide',
    }),
  }).then(read);
  const reply = await fetch(`${apiUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token.access_token}`,
      ...(body && { 'content-type': 'application/json' }),
      // A new key for each new intent; the same key with each retry of it.
      ...(body && { 'idempotency-key': `${number}-${path}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return read(reply);
}

/** A problem (RFC 9457) says what to mend. */
async function read(response) {
  const body = await response.json();
  if (response.ok) return body;
  console.error(JSON.stringify(body, null, 2));
  process.exit(1);
}
