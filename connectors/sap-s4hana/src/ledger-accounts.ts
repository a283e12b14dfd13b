/** `ledgerAccount.list`: the accounts of one chart of accounts. */

import type { LedgerAccount } from '@kontor/canon';
import type { ConnectorContext, ReadOutcome } from '@kontor/connector-sdk';
import Type, { type Static } from 'typebox';
import type { SapS4hanaConfig } from './config.ts';
import { listOf } from './odata/list-of.ts';
import { odataText } from './odata/odata-path.ts';
import { readPage } from './odata/read-page.ts';

export async function listLedgerAccounts(
  cursor: string | undefined,
  context: ConnectorContext<SapS4hanaConfig>,
): Promise<ReadOutcome<LedgerAccount>> {
  const { chartOfAccounts, language = 'EN' } = context.config;
  const page = await readPage<GLAccount>(
    {
      entitySet: LEDGER_ACCOUNTS,
      key: 'GLAccount',
      after: cursor,
      filter: `ChartOfAccounts eq ${odataText(chartOfAccounts)}`,
      select: SELECTED,
      expand: 'to_Text',
      pageSize: PAGE_ACCOUNTS,
      shape: glAccounts,
    },
    context,
  );
  if (page.kind === 'failed') return page;
  return { ...page, items: page.items.map((account) => toLedgerAccount(account, language)) };
}

function toLedgerAccount(account: GLAccount, language: string): LedgerAccount {
  const texts = account.to_Text?.results ?? [];
  const text = texts.find(({ Language }) => Language === language) ?? texts[0];
  const name = text?.GLAccountLongName || text?.GLAccountName;
  return {
    number: account.GLAccount,
    ...(name && { name }),
    kind: account.IsBalanceSheetAccount ? 'balance-sheet' : 'profit-and-loss',
    postable: !account.AccountIsBlockedForPosting && !account.AccountIsMarkedForDeletion,
  };
}

const GLAccount = Type.Object({
  GLAccount: Type.String({ minLength: 1 }),
  IsBalanceSheetAccount: Type.Boolean(),
  AccountIsBlockedForPosting: Type.Boolean(),
  AccountIsMarkedForDeletion: Type.Boolean(),
  to_Text: Type.Optional(
    Type.Object({
      results: Type.Array(
        Type.Object({
          Language: Type.String(),
          GLAccountName: Type.Optional(Type.String()),
          GLAccountLongName: Type.Optional(Type.String()),
        }),
      ),
    }),
  ),
});
type GLAccount = Static<typeof GLAccount>;

const glAccounts = listOf(GLAccount);

export const LEDGER_ACCOUNTS = 'API_GLACCOUNTINCHARTOFACCOUNTS_SRV/A_GLAccountInChartOfAccounts';

const SELECTED = [
  'GLAccount',
  'IsBalanceSheetAccount',
  'AccountIsBlockedForPosting',
  'AccountIsMarkedForDeletion',
  'to_Text/Language',
  'to_Text/GLAccountName',
  'to_Text/GLAccountLongName',
].join(',');

/** A standard chart has some 1,500 accounts: three pages. */
const PAGE_ACCOUNTS = 500;
