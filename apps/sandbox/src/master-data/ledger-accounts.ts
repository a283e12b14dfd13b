/** The chart of accounts of the group: short, with every account that a day of finance needs. */

import type { SandboxLedgerAccount } from './sandbox-company.ts';

export const LEDGER_ACCOUNTS: readonly SandboxLedgerAccount[] = [
  account('113100', 'Bank, main account Germany', 'balance-sheet', 'bank'),
  account('113200', 'Bank, collections Germany', 'balance-sheet', 'bank'),
  account('113300', 'Bank, main account United Kingdom', 'balance-sheet', 'bank'),
  account('113400', 'Bank, main account United States', 'balance-sheet', 'bank'),
  // Posted to through the customer's account only, never directly.
  { ...account('121000', 'Trade receivables', 'balance-sheet', 'receivables'), postable: false },
  account('122000', 'Other receivables', 'balance-sheet'),
  account('160000', 'Trade payables', 'balance-sheet'),
  account('175100', 'Output tax Germany', 'balance-sheet', 'output-tax'),
  account('175200', 'Output tax United Kingdom', 'balance-sheet', 'output-tax'),
  account('175300', 'Sales tax United States', 'balance-sheet', 'output-tax'),
  account('190000', 'Equity', 'balance-sheet'),
  account('400000', 'Revenue, goods', 'profit-and-loss', 'revenue'),
  account('401000', 'Revenue, services', 'profit-and-loss', 'revenue'),
  account('402000', 'Revenue, licences', 'profit-and-loss', 'revenue'),
  account('403000', 'Revenue, intra-community supplies', 'profit-and-loss', 'revenue'),
  account('404000', 'Revenue, exports', 'profit-and-loss', 'revenue'),
  // Closed when its product line was sold: a posting to it must be refused.
  { ...account('409000', 'Revenue, discontinued', 'profit-and-loss'), postable: false },
  account('480000', 'Other operating income', 'profit-and-loss', 'other-income'),
  account('651000', 'Cash discounts granted', 'profit-and-loss', 'cash-discount'),
  account('655000', 'Bank charges', 'profit-and-loss', 'bank-charges'),
  account('657000', 'Rounding differences', 'profit-and-loss', 'rounding'),
];

function account(
  number: string,
  name: string,
  kind: SandboxLedgerAccount['kind'],
  role?: SandboxLedgerAccount['role'],
): SandboxLedgerAccount {
  return { number, name, kind, postable: true, ...(role && { role }) };
}
