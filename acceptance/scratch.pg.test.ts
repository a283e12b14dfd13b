import { createCustomerInvoice, createBankFile, getBankFile } from '@kontor/contracts';
import { test, expect } from 'vitest';
import { startPlatform } from './platform/start-platform.ts';
import { countBooks } from './platform/books.ts';
import { germanCustomers, sampleInvoice, asUbl, TODAY } from './samples/sample-invoice.ts';
import { plusDays } from '@kontor/kernel';

const platform = await startPlatform();
const shop = platform.as('shop');
const [customer] = germanCustomers(platform.sandbox);
test('one', async () => {
  console.log(germanCustomers(platform.sandbox).length);
  const r = await shop.answer(createCustomerInvoice, { json: sampleInvoice({ number: 'A-1', customer: customer! }), headers: { prefer: 'wait=10' } });
  console.log(r.status, r.body);
  const u = await shop.call(createCustomerInvoice, { body: { type: 'application/xml', content: asUbl(sampleInvoice({ number: 'A-2', customer: customer! }), platform.sandbox) }, headers: { prefer: 'wait=10' } });
  console.log(u.status, u.text);
  const { bank } = platform.sandbox;
  bank.book('DE01-MAIN', { amount: '119.00', direction: 'credit', remittance: ['A-1'], counterparty: { name: 'X' } });
  const files = bank.closeDay(plusDays(TODAY, -3));
  for (const f of files) {
    const x = await platform.as('treasury').call(createBankFile, { body: { type: 'application/octet-stream', content: f.bytes } });
    console.log(x.status, x.text);
  }
  console.log(new TextDecoder().decode(files[0]!.bytes).slice(0, 3000), new TextDecoder().decode(files[1]!.bytes));
  console.log(await countBooks(platform.pool));
});
