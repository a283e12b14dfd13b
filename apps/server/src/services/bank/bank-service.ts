/** Bank files in, and what they hold. */

import {
  findBankFile,
  listBankEntries,
  listBankFiles,
  listBankStatements,
  type Office,
} from '@kontor/reconciliation';
import type { Bank } from '../../gateway/services.ts';
import { receiveFile, type Receiving } from './receive-file.ts';

export function bankService(office: Office, receiving: Receiving): Bank {
  const { pool } = office;
  return {
    receiveFile: (call, content) => receiveFile(office, call, content, receiving),
    listFiles: ({ actor }, filters, page) =>
      listBankFiles(pool, actor.legalEntities, filters, page),
    async findFile({ actor }, id) {
      const value = await findBankFile(pool, { id, permitted: actor.legalEntities });
      return value ? { kind: 'found', value } : { kind: 'absent' };
    },
    listStatements: ({ actor }, filters, page) =>
      listBankStatements(pool, actor.legalEntities, filters, page),
    listEntries: ({ actor }, filters, page) =>
      listBankEntries(pool, actor.legalEntities, filters, page),
  };
}
