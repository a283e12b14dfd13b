/** What the business rules of the simulated tenant say against a document. Empty: it is posted. */

import { fromDecimal, parseCurrency } from '@kontor/kernel';
import type { Tenant } from './master-data.ts';
import type { PostingItem, PostingRequest } from './posting-request.ts';

/**
 * `typeId` as the log has it: number and class. Class ZSIM is ours, where we know no code of SAP's.
 */
export type PostingError = { readonly typeId: string; readonly note: string };

export function postingErrors(request: PostingRequest, tenant: Tenant): readonly PostingError[] {
  const { companyCode, postingDate, items } = request;
  const company = tenant.companyCodes.get(companyCode);
  if (company === undefined) {
    return [error('001(ZSIM)', `Company code ${companyCode} is not defined`)];
  }
  const errors: PostingError[] = [];
  if (postingDate < company.openFrom || postingDate > company.openTo) {
    const period = `${postingDate.slice(5, 7)} ${postingDate.slice(0, 4)}`;
    errors.push(error('201(F5)', `Posting period ${period} is not open`));
  }
  for (const item of items) errors.push(...itemErrors(item, { companyCode, tenant }));
  errors.push(...balanceErrors(items));
  return errors;
}

function itemErrors(
  item: PostingItem,
  { companyCode, tenant }: { readonly companyCode: string; readonly tenant: Tenant },
): readonly PostingError[] {
  switch (item.kind) {
    case 'debtor': {
      const customer = tenant.customers.get(item.account);
      if (customer === undefined || !customer.companyCodes.includes(companyCode)) {
        const note = `Customer ${item.account} is not defined in company code ${companyCode}`;
        return [error('102(F5)', note)];
      }
      if (!customer.postingIsBlocked) return [];
      return [error('002(ZSIM)', `Customer ${item.account} is blocked for posting`)];
    }
    case 'ledger': {
      const account = tenant.glAccounts.get(item.account);
      if (account === undefined) {
        return [error('003(ZSIM)', `G/L account ${item.account} is not defined`)];
      }
      if (account.isBlocked) {
        return [error('004(ZSIM)', `G/L account ${item.account} is blocked for posting`)];
      }
      return item.taxCode === undefined ? [] : taxCodeErrors(item.taxCode, tenant);
    }
    case 'tax':
      return taxCodeErrors(item.account, tenant);
  }
}

function taxCodeErrors(taxCode: string, { taxCodes }: Tenant): readonly PostingError[] {
  if (taxCodes.has(taxCode)) return [];
  return [error('101(FF)', `Tax code ${taxCode} is not defined; check your entry`)];
}

/** Exact amounts, signs that agree with the side, and zero in sum for each currency. */
function balanceErrors(items: readonly PostingItem[]): readonly PostingError[] {
  const balances = new Map<string, bigint>();
  for (const { amount, currency: code, side } of items) {
    const currency = parseCurrency(code);
    const money = currency && fromDecimal(amount, currency);
    if (money === undefined) return [error('005(ZSIM)', `${amount} is no amount of ${code}`)];
    const isDebit = side === '' ? money.minor >= 0n : side === 'S';
    if (isDebit ? money.minor < 0n : money.minor > 0n) {
      return [error('704(F5)', 'Inconsistent amounts')];
    }
    balances.set(code, (balances.get(code) ?? 0n) + money.minor);
  }
  if ([...balances.values()].every((balance) => balance === 0n)) return [];
  return [error('016(FINS_FI_POSTING_IF)', 'Amount balance in transaction currency must be zero')];
}

function error(typeId: string, note: string): PostingError {
  return { typeId, note };
}
