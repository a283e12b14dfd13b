import { renameSync, rmSync } from 'node:fs';
import { testConnector } from '@kontor/connector-kit';
import { afterAll } from 'vitest';
import { startBankSimulator } from '../simulator/start-simulator.ts';
import { bankFiles } from './connector.ts';
import { someBatch, someFolders, someTransfer } from './samples.ts';

const { home, folders, config } = someFolders();
afterAll(() => rmSync(home, { recursive: true, force: true }));

testConnector({
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
});
