/**
 * A bank file as the console shows it. Its reasons quote balances and lines of the bank: they are
 * for who may read bank data of every legal entity that the file is about.
 */

import type { ConsoleBankFile } from '@kontor/contracts';
import type { Call } from '../../../gateway/services.ts';
import { cutLine } from '../../wire/cut-text.ts';
import type { FileRow } from './read-month-files.ts';

export function toConsoleFile(row: FileRow, { actor }: Call): ConsoleBankFile {
  const permitted = row.legal_entities.filter((code) => actor.legalEntities.has(code));
  const isTheirs = permitted.length === row.legal_entities.length;
  const mayRead = isTheirs && actor.permissions.has('bank:read');
  return {
    id: row.bank_file_id,
    status: row.status === 'duplicate' ? 'repeated' : row.status,
    ...(row.name !== null && { name: cutLine(row.name, NAME_CHARACTERS_MAX) }),
    ...(row.format !== null && { format: row.format }),
    channel: row.channel,
    receivedAt: row.received_at,
    bytes: Number.parseInt(row.size_bytes, 10),
    statements: row.statements,
    entries: row.entries,
    legalEntities: permitted,
    ...(mayRead && { reasons: [...row.reasons] }),
    ...(mayRead &&
      row.quoted_line !== null &&
      row.quoted_text !== null && {
        quoted: { line: row.quoted_line, text: row.quoted_text },
      }),
    ...(row.exception_id !== null && { exception: row.exception_id }),
  };
}

const NAME_CHARACTERS_MAX = 300;
