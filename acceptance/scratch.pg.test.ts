import { createBankFile } from '@kontor/contracts';
import { plusDays } from '@kontor/kernel';
import { test } from 'vitest';
import { startPlatform } from './platform/start-platform.ts';
import { countBooks } from './platform/books.ts';
import { TODAY } from './samples/sample-invoice.ts';
import { notBankFiles, unprovedCamt, unprovedMt940 } from './samples/bad-bank-files.ts';

const platform = await startPlatform();
const treasury = platform.as('treasury');
const { bank } = platform.sandbox;
const day = (n: number) => {
  bank.book('DE01-MAIN', { amount: `${100 + n}.00`, direction: 'credit', remittance: [`R-${n}`], counterparty: { name: 'X' } });
  bank.book('DE01-COLLECT', { amount: `${100 + n}.00`, direction: 'credit', remittance: [`R-${n}`], counterparty: { name: 'X' } });
  const files = bank.closeDay(plusDays(TODAY, n - 10));
  return { camt: Buffer.from(files[0]!.bytes).toString('utf8'), mt: Buffer.from(files[1]!.bytes).toString('latin1') };
};
const post = async (name: string, content: string | Uint8Array) => {
  const r = await treasury.call(createBankFile, { body: { type: 'application/octet-stream', content } });
  const j = JSON.parse(r.text);
  console.log(name, '=>', r.status, r.problem?.code ?? j.status, j.id ?? '', JSON.stringify(r.problem?.errors ?? j.reasons));
  return r;
};
test('one', async () => {
  const one = day(1); const two = day(2); const three = day(3); 
  await post('day1', one.camt); await post('day1', one.mt);
  for (const b of notBankFiles(two.camt)) await post(b.name, b.content);
  console.log(await countBooks(platform.pool));
  for (const b of unprovedCamt(two.camt)) await post('camt ' + b.name, b.content);
  for (const b of unprovedMt940(two.mt)) await post('mt ' + b.name, b.content);
  console.log(await countBooks(platform.pool));
  await post('gap', three.camt);
  await post('again', one.camt);
  await post('other bytes', one.camt.replace('</Document>', '</Document>\n '));
  await post('changed amount same id', one.camt.replaceAll('101.00', '102.00').replace('1250102.00', '1250102.00'));
  await post('overlap', three.camt.replaceAll('-3<', '-9<').replaceAll('2026-11-15', '2026-11-13').replaceAll('1250101.00', '1250101.00'));
  await post('gap filled', two.camt);
  console.log((await platform.pool.query(`select bank_file_id, status from bank_file`)).rows.filter(r => r.status !== 'quarantined'));
  console.log((await platform.pool.query(`select type, data from outbox union all select type, data from event`)).rows.slice(-4));
  console.log((await platform.pool.query(`select kind, code, text from exception`)).rows.slice(-4));
  console.log(await countBooks(platform.pool));
});
