import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulatedSystem } from '@kontor/connector-kit/simulator';
import { systemClock } from '@kontor/kernel';
import { afterEach, describe, expect, test } from 'vitest';
import { toInvoiceEntry } from '../src/customer-invoice.ts';
import type { JournalEntry } from '../src/journal-entry/journal-entry.ts';
import { writeJournalEntry } from '../src/journal-entry/write-journal-entry.ts';
import { someConfig, someInvoice, someTenant } from '../src/samples.ts';
import { startSapSimulator, type SapSimulatorOptions } from './start-simulator.ts';

const systems: SimulatedSystem[] = [];
afterEach(async () => {
  await Promise.all(systems.splice(0).map((system) => system.stop()));
});

describe('the posting service', () => {
  test('numbers documents within company code and fiscal year', async () => {
    const system = await start();
    const numbers = [
      await post(system, {}),
      await post(system, {}),
      await post(system, { kind: 'credit-note' }),
      await post(system, { legalEntity: 'JP01' }),
    ].map((answer) => /<AccountingDocument>(\d+)/.exec(answer.body)?.[1]);
    expect(numbers).toEqual(['1800000000', '1800000001', '1600000000', '1800000000']);
  });

  test('posts a repeat a second time, so that it is seen', async () => {
    const system = await start();
    await post(system, {});
    await post(system, {});
    expect(system.ledger.summary()).toMatchObject({
      entries: 2,
      doubled: [{ reference: someInvoice().reference, times: 2 }],
    });
  });

  test('continues its books and its numbers after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kontor-sap-'));
    const ledgerFile = join(folder, 'ledger.jsonl');
    const before = await start({ ledgerFile });
    await post(before, {});
    await before.stop();
    const after = await start({ ledgerFile });
    expect(after.ledger.entries()).toMatchObject([{ number: '1800000000', sequence: 1 }]);
    expect((await post(after, {})).body).toContain('1800000001');
    rmSync(folder, { recursive: true });
  });

  test.each<[string, (xml: string) => string, string]>([
    ['a field that is too long', (xml) => xml.replace('KONTOR', 'K'.repeat(13)), 'CreatedByUser'],
    [
      'a field that is missing',
      (xml) => xml.replace(/<CompanyCode>.*?<\/CompanyCode>/, ''),
      'CompanyCode',
    ],
    ['fields in another order', swapDates, 'DocumentDate'],
    [
      'a field it does not know',
      (xml) => xml.replace('<CreatedBy', '<Colour>red</Colour><CreatedBy'),
      'Colour',
    ],
    ['an amount without currency', (xml) => xml.replace(/ currencyCode="EUR"/, ''), 'currencyCode'],
    ['broken markup', (xml) => xml.replace('</CompanyCode>', ''), 'markup'],
    ['another envelope', () => '<hello/>', 'envelope'],
  ])('answers %s with a fault', async (_, spoil, text) => {
    const system = await start();
    const { status, body } = await postXml(system, spoil(requestOf({})));
    expect(status).toBe(500);
    expect(body).toContain('<faultstring>');
    expect(body).toContain(text);
    expect(system.ledger.entries()).toEqual([]);
  });

  test.each<[string, (xml: string) => string, string]>([
    [
      'a sum that is not zero',
      (xml) => xml.replace('-800.00', '-800.01'),
      '016(FINS_FI_POSTING_IF)',
    ],
    ['a sign against its side', (xml) => xml.replace('>H<', '>S<'), '704(F5)'],
    [
      'decimals the currency does not have',
      (xml) => xml.replace('-800.00', '-800.001'),
      '005(ZSIM)',
    ],
    ['a G/L account that is blocked', (xml) => xml.replace('41000000', '41000900'), '004(ZSIM)'],
    ['a company code it does not know', (xml) => xml.replace('1010', '9999'), '001(ZSIM)'],
  ])('refuses %s in its log', async (_, spoil, typeId) => {
    const system = await start();
    const { status, body } = await postXml(system, spoil(requestOf({})));
    expect(status).toBe(200);
    expect(body).toContain(typeId);
    expect(body).toContain('<AccountingDocument>0000000000<');
    expect(system.ledger.entries()).toEqual([]);
  });
});

describe('the OData services', () => {
  const customers = '/sap/opu/odata/sap/API_BUSINESS_PARTNER/A_BusinessPartner';

  test('skip, split and count', async () => {
    const system = await start({ pageEntriesMax: 1 });
    const first = await get(system, `${customers}?$orderby=Customer&$inlinecount=allpages`);
    expect(first.d).toMatchObject({ __count: '2', results: [{ Customer: 'C10042' }] });
    const next = new URL(first.d.__next ?? '');
    const second = await get(system, next.pathname + next.search);
    expect(second.d.results).toMatchObject([{ Customer: 'C10043' }]);
    expect(second.d).not.toHaveProperty('__next');
    const skipped = await get(system, `${customers}?$orderby=Customer&$skip=1&$top=1`);
    expect(skipped.d.results).toMatchObject([{ Customer: 'C10043' }]);
  });

  test('select and expand only what was asked for', async () => {
    const system = await start();
    const query = '$select=Customer,to_Customer/VATRegistration&$expand=to_Customer&$top=1';
    const { d } = await get(system, `${customers}?${query}`);
    expect(d.results).toEqual([{ Customer: 'C10042', to_Customer: { VATRegistration: '' } }]);
  });

  test('a filter with the word "and" and a quote in its text', async () => {
    const system = await start();
    const filter = encodeURIComponent(
      "Customer gt 'A' and BusinessPartnerName eq 'Bread and ''Rolls'''",
    );
    system.loadMasterData({
      customers: [{ customer: 'C9', name: "Bread and 'Rolls'", companyCodes: [] }],
    });
    const { d } = await get(system, `${customers}?$filter=${filter}&$select=Customer`);
    expect(d.results).toEqual([{ Customer: 'C9' }]);
  });

  test.each(["$filter=startswith(Customer,'C')", '$filter=Customer lt 5', '$search=x', '$top=-1'])(
    'refuse what they do not know: %s',
    async (query) => {
      const system = await start();
      const answer = await get(system, `${customers}?${query}`);
      expect(answer).toHaveProperty('error.message.value', expect.stringMatching(/\S/));
    },
  );

  test('show a document to the look-up only after the lag of the index', async () => {
    const system = await start();
    const set = 'API_OPLACCTGDOCITEMCUBE_SRV/A_OperationalAcctgDocItemCube';
    const filter = `Reference1InDocumentHeader eq '${someInvoice().reference}'`;
    const path = `/sap/opu/odata/sap/${set}?$filter=${encodeURIComponent(filter)}`;
    await post(system, {});
    expect((await get(system, path)).d.results).toHaveLength(4);
    await system.faults.set({ indexLagMs: 60_000 });
    expect((await get(system, path)).d.results).toEqual([]);
  });
});

test('master data of another shape is refused', async () => {
  const system = await start();
  expect(system.loadMasterData({ customers: [{ customer: 'C1' }] }).kind).toBe('refused');
});

async function start(options: SapSimulatorOptions = {}): Promise<SimulatedSystem> {
  const system = await startSapSimulator({ masterData: someTenant, ...options });
  systems.push(system);
  return system;
}

const authorization = `Basic ${btoa(`${someConfig.user}:${someConfig.password}`)}`;

function requestOf(change: Parameters<typeof someInvoice>[0]): string {
  const entry = toInvoiceEntry(someInvoice(change), someConfig) as JournalEntry;
  return writeJournalEntry(entry, { createdByUser: 'KONTOR', sentAt: systemClock.now() });
}

function post(system: SimulatedSystem, change: Parameters<typeof someInvoice>[0]) {
  return postXml(system, requestOf(change));
}

async function postXml(system: SimulatedSystem, body: string) {
  const path = '/sap/bc/srt/scs_ext/sap/journalentrycreaterequestconfi';
  const reply = await fetch(system.url + path, {
    method: 'POST',
    headers: { authorization },
    body,
  });
  return { status: reply.status, body: await reply.text() };
}

type Answer = { readonly d: { readonly results: readonly object[]; readonly __next?: string } };

async function get(system: SimulatedSystem, path: string): Promise<Answer> {
  const reply = await fetch(system.url + path, { headers: { authorization } });
  return (await reply.json()) as Answer;
}

function swapDates(xml: string): string {
  const [dates = '', document = '', posting = ''] =
    /(<DocumentDate>.*?<\/DocumentDate>)(<PostingDate>.*?<\/PostingDate>)/.exec(xml) ?? [];
  return xml.replace(dates, posting + document);
}
