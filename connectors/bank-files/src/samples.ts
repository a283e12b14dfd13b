/** Sample batches and folders, for the tests of this connector. All invented. */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PaymentBatchSending, PaymentTransfer } from '@kontor/canon';
import type { BankFilesConfig } from './config.ts';

export function someFolders() {
  const home = mkdtempSync(join(tmpdir(), 'kontor-payments-'));
  const [outbox, sent, reports] = ['outbox', 'sent', 'reports'].map((name) => join(home, name));
  const folders = { outbox: outbox ?? '', sent: sent ?? '', reports: reports ?? '' };
  const config: BankFilesConfig = {
    outboxFolder: folders.outbox,
    sentFolder: folders.sent,
    reportsFolder: folders.reports,
  };
  return { home, folders, config };
}

export function someTransfer(change: Partial<PaymentTransfer> = {}): PaymentTransfer {
  return {
    endToEndId: 'RE-2026-1',
    amount: '1190.00',
    creditor: { name: 'Nordlicht Optik', iban: 'DE02120300000000202051' },
    remittance: 'Rechnung 1',
    ...change,
  };
}

export function someBatch(change: Partial<PaymentBatchSending> = {}): PaymentBatchSending {
  const { reference = '0123456789ABCDEFGHJK' } = change;
  return {
    reference,
    messageId: `KONTOR${reference}`,
    legalEntity: 'DE01',
    number: `P-${reference}`,
    debtor: { name: 'Alster GmbH', iban: 'DE89370400440532013000' },
    executionDay: '2026-04-01',
    currency: 'EUR',
    transfers: [someTransfer(), someTransfer({ endToEndId: 'RE-2026-2', amount: '0.05' })],
    ...change,
  };
}
