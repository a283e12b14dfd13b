/**
 * The bank that takes payment files: it keeps the group's euro accounts, and what it executes is a
 * debit on the next statement.
 */

import { join } from 'node:path';
import { startBankSimulator } from '@kontor/connector-bank-files/simulator';
import type { SandboxBankAccount } from '../master-data/sandbox-company.ts';
import type { SystemDefinition } from './system-definition.ts';

export const bankFiles: SystemDefinition = {
  name: 'bank-files',
  title: 'Sandbank',
  hasPage: true,
  async start({ legalEntities }, { folder, reportsFolder, bank, ...options }) {
    const outbox = join(folder, 'outbox');
    const sent = join(folder, 'sent');
    const reports = reportsFolder ?? join(folder, 'reports');
    const accounts = new Map<string, SandboxBankAccount>();
    for (const account of legalEntities.flatMap(({ bankAccounts }) => bankAccounts)) {
      if (account.iban !== undefined && account.currency === 'EUR') {
        accounts.set(account.iban, account);
      }
    }
    const system = await startBankSimulator({
      ...options,
      folders: { outbox, sent, reports },
      accounts: new Map([...accounts].map(([iban, account]) => [iban, account.openingBalance])),
      onExecuted({ debtor, transfer }) {
        const { amount, creditor, endToEndId, remittance } = transfer;
        const account = accounts.get(debtor);
        if (!account) return;
        bank.book(account.key, {
          ...{ amount, direction: 'debit', endToEndId },
          counterparty: { name: creditor.name, account: creditor.iban },
          ...(remittance !== undefined && { remittance: [remittance] }),
        });
      },
    });
    return {
      system,
      settings: { outboxFolder: outbox, sentFolder: sent, reportsFolder: reports },
    };
  },
};
