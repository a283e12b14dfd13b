import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  conformanceChecks,
  runCheck,
  testConnector,
  type ConnectorTestOptions,
} from '@kontor/connector-kit';
import { writePain001 } from '@kontor/formats';
import { present } from '@kontor/kernel';
import { afterAll, describe, expect, test } from 'vitest';
import { startBankSimulator } from '../simulator/start-simulator.ts';
import { bankFiles } from './connector.ts';
import type { lookUpPaymentBatch } from './payments/look-up-payment-batch.ts';
import { someBatch, someFolders, someTransfer } from './samples.ts';

const { home, folders, config } = someFolders();
afterAll(() => rmSync(home, { recursive: true, force: true }));

const options: ConnectorTestOptions<typeof bankFiles.config> = {
  connector: bankFiles,
  config,
  async startSimulator() {
    rmSync(home, { recursive: true, force: true });
    const bank = await startBankSimulator({ folders, stepMs: 60_000 });
    // Whoever asks for its books sees what lies in the outbox taken.
    const entriesOf = (reference: string) => {
      bank.takeFiles();
      return bank.ledger.entriesOf(reference);
    };
    return { ...bank, ledger: { ...bank.ledger, entriesOf } };
  },
  folder: {
    takeAway: async () => renameSync(folders.outbox, `${folders.outbox}-away`),
    bringBack: async () => renameSync(`${folders.outbox}-away`, folders.outbox),
  },
  samples: {
    'paymentBatch.send': {
      good: (reference) => someBatch({ reference }),
      refused: [
        {
          title: 'a name that SEPA cannot transmit',
          input: (reference) =>
            someBatch({ reference, debtor: { name: 'Αθήνα', iban: 'DE89370400440532013000' } }),
          reason: 'business_rule',
          vendorCode: 'not_sent/text_not_writable',
        },
        {
          title: 'another currency than the euro',
          input: (reference) => someBatch({ reference, currency: 'USD' }),
          reason: 'business_rule',
          vendorCode: 'not_sent/currency_not_sepa',
        },
      ],
      closedPeriod: { skip: 'A bank has no posting periods.' },
      tooPrecise: (reference) =>
        someBatch({ reference, transfers: [someTransfer({ amount: '1.005' })] }),
    },
  },
};

testConnector(options);

describe('the suite catches a connector that', () => {
  const sending = present(bankFiles.operations['paymentBatch.send'], 'it sends payments');
  type Submit = typeof sending.submit;

  async function failuresOf(change: { readonly submit?: Submit; readonly lookUp?: LookUp }) {
    const operations = { 'paymentBatch.send': { ...sending, ...change } as typeof sending };
    const changed = { ...options, connector: { ...bankFiles, operations } };
    const failures: string[] = [];
    for (const check of conformanceChecks(changed)) {
      if (check.skip !== undefined) continue;
      await runCheck(check, changed).catch(() => failures.push(check.title));
    }
    return failures;
  }

  test('writes the file anew whenever it is asked', async () => {
    const failures = await failuresOf({
      async submit(batch, context) {
        const outcome = await sending.submit(batch, context);
        const writing = writePain001(batch);
        if (outcome.kind !== 'confirmed' || writing.kind !== 'written') return outcome;
        const name = present(outcome.facts, 'it says the name')['fileName'] ?? '';
        writeFileSync(join(folders.outbox, name), writing.text);
        return outcome;
      },
    });
    expect(failures).toContain(
      'paymentBatch.send submitted again, before and after the file was taken, has one effect',
    );
  });

  test('takes a folder that is gone for one in which nothing is', async () => {
    const failures = await failuresOf({
      async lookUp(batch, context) {
        const found = await (sending as unknown as { readonly lookUp: LookUp }).lookUp(
          batch,
          context,
        );
        return found.kind === 'unknown' ? { kind: 'absent' } : found;
      },
    });
    expect(failures).toEqual([
      'paymentBatch.send: the look-up is unknown, never absent, when the folder is gone',
    ]);
  });

  test('makes the folder that is not there', async () => {
    const failures = await failuresOf({
      submit(batch, context) {
        mkdirSync(join(folders.outbox, 'handed-over'), { recursive: true });
        return sending.submit(batch, context);
      },
    });
    expect(failures).toContain(
      'paymentBatch.send is retryable when the folder is gone, and was not sent',
    );
  });
});

type LookUp = typeof lookUpPaymentBatch;
