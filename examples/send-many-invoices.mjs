/**
 * Hand many invoices to a Kontor started with `npm start` in one request, one of them spoilt; send
 * them once more, as after a lost answer; mend the spoilt one and send them again.
 *
 *     node examples/send-many-invoices.mjs
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
  body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'invoices:write' }),
}).then(read);

const today = new Date().toISOString().slice(0, 10);
// One key for the whole delivery, and the same with every repetition of it.
const key = `EX-${Date.now()}`;
const invoices = Array.from({ length: 50 }, (_, index) => invoice(`${key}-${index + 1}`));
const spoilt = invoices.with(16, { ...invoices[16], customer: 'C99999' });

tell('first', await send(spoilt));
tell('again', await send(spoilt));
tell('mended', await send(invoices));

async function send(lines) {
  const reply = await fetch(`${apiUrl}/v1/customer-invoice-batches`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token.access_token}`,
      'content-type': 'application/x-ndjson',
      'idempotency-key': key,
    },
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
  });
  return read(reply);
}

function tell(name, { accepted, replayed, refused, totals, outcomes }) {
  console.log(`${name}: ${accepted} accepted (${replayed} before), ${refused} refused`);
  for (const { currency, accepted: sum } of totals) console.log(`  ${sum.amount} ${currency}`);
  for (const { line, problem } of outcomes) {
    for (const { pointer, detail } of problem?.errors ?? []) {
      console.log(`  line ${line}, ${pointer}: ${detail}`);
    }
  }
}

function invoice(number) {
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

/** A problem (RFC 9457) says what to mend. */
async function read(response) {
  const body = await response.json();
  if (response.ok) return body;
  console.error(JSON.stringify(body, null, 2));
  process.exit(1);
}
