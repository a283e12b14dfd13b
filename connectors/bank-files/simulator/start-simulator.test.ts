import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PaymentBatchSending, PaymentStatusReport } from '@kontor/canon';
import type { Faults } from '@kontor/connector-kit/simulator';
import { readPain002 } from '@kontor/formats';
import { systemClock } from '@kontor/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sendPaymentBatch } from '../src/payments/send-payment-batch.ts';
import { someBatch, someFolders, someTransfer } from '../src/samples.ts';
import {
  startBankSimulator,
  type BankSimulator,
  type BankSimulatorOptions,
} from './start-simulator.ts';

let place: ReturnType<typeof someFolders>;
let bank: BankSimulator | undefined;
beforeEach(() => {
  place = someFolders();
});
afterEach(async () => {
  await bank?.stop();
  rmSync(place.home, { recursive: true, force: true });
});

async function start(options: Partial<BankSimulatorOptions> = {}): Promise<BankSimulator> {
  bank = await startBankSimulator({ folders: place.folders, stepMs: 4, ...options });
  return bank;
}

const send = (sending: PaymentBatchSending) =>
  sendPaymentBatch(sending, { config: place.config, clock: systemClock });
const executed = () =>
  bank?.ledger.entries().filter(({ kind }) => kind === 'credit-transfer') ?? [];

/** In the order in which they were given. */
async function reports(): Promise<readonly PaymentStatusReport[]> {
  const names = bank?.ledger.entries().filter(({ kind }) => kind === 'status-report') ?? [];
  const files = new Set(readdirSync(place.folders.reports));
  const read = names.map(async ({ number, facts }) => {
    const suffix = facts['copy'] === 1 ? '' : `-${String(facts['copy'])}`;
    const name = `pain002-${number}${suffix}.xml`;
    expect(files.has(name)).toBe(true);
    const text = readFileSync(join(place.folders.reports, name));
    const reading = await readPain002(
      (async function* () {
        yield text;
      })(),
    );
    if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.defects));
    return reading.report;
  });
  return Promise.all(read);
}
const groupStatuses = async () => (await reports()).map(({ groupStatus }) => groupStatus);
async function told(count: number): Promise<void> {
  await expect.poll(() => reports(), { timeout: 5_000 }).toHaveLength(count);
}

describe('the simulated bank', () => {
  test('takes a file, executes each transfer once, and tells of it in four reports', async () => {
    await start();
    await send(someBatch());
    await told(4);
    expect(await groupStatuses()).toEqual(['RCVD', 'ACTC', 'ACSP', 'ACSC']);
    expect(executed().map(({ facts }) => facts['amount'])).toEqual(['1190.00', '0.05']);
    const last = (await reports()).at(-1);
    expect(last).toMatchObject({
      originalMessageId: someBatch().messageId,
      payments: [
        {
          originalPaymentInformationId: someBatch().number,
          status: 'ACSC',
          transfers: executed().map(({ number, facts }) => ({
            endToEndId: facts['endToEndId'],
            status: 'ACSC',
            bankReference: number,
          })),
        },
      ],
    });
  });

  test.each([
    [{ creditor: { name: 'Ana', iban: 'DE03120300000000202051' } }, 'AC01'],
    [{ creditor: { name: 'The Unknown Account Ltd', iban: 'DE02120300000000202051' } }, 'AC01'],
    [{ creditor: { name: 'Closed account', iban: 'DE02120300000000202051' } }, 'AC04'],
    [{ creditor: { name: 'Blocked account', iban: 'DE02120300000000202051' } }, 'AC06'],
    [{ amount: '1000.01' }, 'AM04'],
  ])('refuses a transfer with %o as %s, and executes the others', async (change, code) => {
    const { iban } = someBatch().debtor;
    await start({ accounts: new Map([[iban, '1000.00']]) });
    const transfers = [someTransfer(change), someTransfer({ endToEndId: 'E2', amount: '1000.00' })];
    await send(someBatch({ transfers }));
    await told(4);
    expect(await groupStatuses()).toEqual(['RCVD', 'ACTC', 'PART', 'PART']);
    expect((await reports()).at(-1)?.payments[0]?.transfers).toMatchObject([
      { status: 'RJCT', reasons: [{ code }] },
      { status: 'ACSC', reasons: [] },
    ]);
    expect(executed().map(({ facts }) => facts['endToEndId'])).toEqual(['E2']);
  });

  test('does not know the account of another bank', async () => {
    await start({ accounts: new Map() });
    await send(someBatch());
    await told(4);
    expect(await groupStatuses()).toEqual(['RCVD', 'ACTC', 'RJCT', 'RJCT']);
    expect(executed()).toEqual([]);
  });

  test('refuses a message that came before, and one that it cannot read', async () => {
    await start();
    await send(someBatch());
    await told(4);
    const [name = ''] = readdirSync(place.folders.sent);
    const text = readFileSync(join(place.folders.sent, name), 'utf8');
    writeFileSync(join(place.folders.outbox, 'again.xml'), text);
    await told(5);
    const broken = text.replace('KONTOR0', 'KONTOR1').replace('1190.05', '1190.06');
    writeFileSync(join(place.folders.outbox, 'broken.xml'), broken);
    await told(6);
    expect((await reports()).slice(4)).toMatchObject([
      {
        groupStatus: 'RJCT',
        reasons: [{ code: 'DU01' }],
        originalMessageId: someBatch().messageId,
      },
      { groupStatus: 'RJCT', reasons: [{ code: 'FF01' }] },
    ]);
    expect(executed()).toHaveLength(2);
  });

  test('goes on after a restart where it was, and executes nothing twice', async () => {
    const ledgerFile = join(place.home, 'bank.jsonl');
    const first = await start({ ledgerFile });
    await send(someBatch());
    await expect.poll(() => executed().length).toBe(2);
    await first.stop();
    await start({ ledgerFile });
    await told(4);
    expect(executed()).toHaveLength(2);
    expect(new Set(await groupStatuses())).toEqual(new Set(['RCVD', 'ACTC', 'ACSP', 'ACSC']));
  });

  test('shows what it executed on its page, as text', async () => {
    const { url } = await start();
    const creditor = { name: 'A <b> & Co', iban: 'DE02120300000000202051' };
    await send(someBatch({ transfers: [someTransfer({ creditor })] }));
    await told(4);
    const page = await (await fetch(url)).text();
    expect(page).toContain('<td>A (b) + Co</td>');
    expect(page).toContain('Transfers that were executed: 1');
  });
});

describe('its switches', () => {
  const withFaults = async (faults: Partial<Faults>) => {
    await start({ faults });
    await send(someBatch());
  };

  test('down: nothing is taken until it is up again', async () => {
    await withFaults({ down: true });
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(bank?.ledger.entries()).toEqual([]);
    await bank?.faults.clear();
    await told(4);
  });

  test('lost: no report comes, and it is executed', async () => {
    await withFaults({ lostReplyRate: 1 });
    await expect.poll(() => executed().length).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(await reports()).toEqual([]);
  });

  test('twice: every report comes a second time, with the same bytes', async () => {
    await withFaults({ duplicateDeliveryRate: 1 });
    await told(8);
    const texts = readdirSync(place.folders.reports).map((name) =>
      readFileSync(join(place.folders.reports, name), 'utf8'),
    );
    expect(new Set(texts).size).toBe(4);
  });

  test('late: reports overtake each other', async () => {
    await withFaults({ lateReplyMs: 80 });
    await told(4);
    expect(new Set(await groupStatuses())).toEqual(new Set(['RCVD', 'ACTC', 'ACSP', 'ACSC']));
  });

  test('contradicting: a transfer that settled is said to be rejected', async () => {
    await withFaults({ errorRate: 1 });
    await told(5);
    expect((await reports()).at(-1)?.payments[0]?.transfers).toMatchObject([
      { endToEndId: 'RE-2026-1', status: 'RJCT', reasons: [{ code: 'AC04' }] },
    ]);
  });
});
