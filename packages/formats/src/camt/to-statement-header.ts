/** [Stmt], [Rpt] or [Ntfctn] up to the account as a canonical statement header. */

import type { BankAccount, StatementHeader } from '@kontor/canon';
import { parseCurrency } from '@kontor/kernel';
import { lineAt, refuseAt, type FilePlace } from '../bank-file/file-place.ts';
import { putPresent } from '../bank-file/put-present.ts';
import type { Draft } from './camt-draft.ts';
import type { STATEMENT_PATHS } from './camt-paths.ts';
import { fromDate } from './camt-values.ts';

export type StatementDraft = Draft<keyof typeof STATEMENT_PATHS>;

export function toStatementHeader(
  draft: StatementDraft,
  kind: StatementHeader['kind'],
  place: FilePlace,
): StatementHeader {
  const line = (field: keyof typeof STATEMENT_PATHS, lengthMax: number) =>
    lineAt(place, draft.get(field), { name: field, lengthMax: lengthMax });
  const id = line('id', 140);
  if (id === undefined) {
    return refuseAt(place, 'statement_id_missing', 'The statement has no Id.');
  }
  const header: StatementHeader = { kind, id, account: toAccount(draft, line, place) };
  putPresent(header, 'sequenceNumber', line('sequenceNumber', 35));
  putPresent(header, 'legalSequenceNumber', line('legalSequenceNumber', 35));
  putPresent(header, 'page', line('page', 10));
  putPresent(header, 'createdAt', line('createdAt', 40));
  putPresent(header, 'fromDay', fromDate(draft.get('fromDay'), place));
  putPresent(header, 'toDay', fromDate(draft.get('toDay'), place));
  return header;
}

function toAccount(
  draft: StatementDraft,
  line: (field: keyof typeof STATEMENT_PATHS, lengthMax: number) => string | undefined,
  place: FilePlace,
): BankAccount {
  const account: BankAccount = {};
  const iban = draft.get('iban')?.replaceAll(/\s/g, '');
  putPresent(account, 'iban', lineAt(place, iban, { name: 'the IBAN', lengthMax: 34 }));
  putPresent(account, 'number', line('number', 70));
  if (account.iban === undefined && account.number === undefined) {
    refuseAt(place, 'account_missing', 'The statement does not say of which account it is.');
  }
  const currency = draft.get('currency');
  if (currency !== undefined && parseCurrency(currency) === undefined) {
    refuseAt(place, 'currency_unknown', 'The currency of the account is not one of ISO 4217.');
  }
  putPresent(account, 'currency', currency);
  putPresent(account, 'name', line('name', 140));
  putPresent(account, 'owner', line('owner', 140));
  putPresent(account, 'bic', line('bic', 20));
  return account;
}
