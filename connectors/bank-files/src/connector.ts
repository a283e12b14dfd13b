/**
 * A bank by files: payments are put into its outbox, and what it answers is found in a folder that
 * is watched. Nothing of it speaks over a network: a program of the bank, or an EBICS or SFTP
 * client, carries the files.
 */

import { defineConnector } from '@kontor/connector-sdk';
import { BankFilesConfig } from './config.ts';
import { listHandedOver } from './payments/list-handed-over.ts';
import { lookUpPaymentBatch, recognisePaymentBatch } from './payments/look-up-payment-batch.ts';
import { probeFolders } from './payments/probe-folders.ts';
import { sendPaymentBatch } from './payments/send-payment-batch.ts';

export const bankFiles = defineConnector({
  name: 'bank-files',
  title: 'Bank by files',
  config: BankFilesConfig,
  operations: {
    // A file system shows at once what was done; late workers are dealt with in the operation.
    'paymentBatch.send': {
      ...{ idempotency: 'look-up', visibleAfterMs: 0, lookUp: lookUpPaymentBatch },
      submit: sendPaymentBatch,
      recognise: recognisePaymentBatch,
    },
  },
  postings: listHandedOver,
  probe: probeFolders,
});

export {
  openBankFolder,
  type BankFolder,
  type BankFolderOptions,
  type FolderImport,
  type FolderImportOutcome,
} from './open-bank-folder.ts';
export { watchFolder, type FolderWatch } from './watch-folder.ts';
