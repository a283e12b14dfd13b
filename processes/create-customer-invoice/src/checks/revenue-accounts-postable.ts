import type { CustomerInvoice } from '@kontor/canon';
import type { Check } from '@kontor/process';

/** Every account that a line names exists, is an account of profit and loss, and takes postings. */
export const revenueAccountsPostable: Check<CustomerInvoice> = (invoice, reference) =>
  invoice.lines.flatMap(({ revenueAccount }, index) => {
    if (revenueAccount === undefined) return [];
    const account = reference.account(invoice.legalEntity, revenueAccount);
    const at = `/lines/${index}/revenueAccount`;
    if (!account) {
      const detail = `The chart of accounts has no account ${revenueAccount}.`;
      return [{ code: 'account_unknown', at, detail }];
    }
    if (account.kind !== 'profit-and-loss') {
      const detail = `Account ${revenueAccount} is an account of the balance sheet, not of revenue.`;
      return [{ code: 'account_not_revenue', at, detail }];
    }
    if (!account.postable) {
      const detail = `Account ${revenueAccount} is blocked for posting.`;
      return [{ code: 'account_blocked', at, detail }];
    }
    return [];
  });
