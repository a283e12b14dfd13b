/**
 * The made-up group of companies that the sandbox is about, as plain data. No system's words are in
 * here: every simulated system translates what it needs.
 *
 * Everything is invented. Bank codes are ones that no bank has, so that no account number can be
 * anybody's; VAT ids and IBANs pass their check digits.
 */

import type { Address, Customer, LedgerAccount } from '@kontor/canon';
import type { BankingDay } from '@kontor/kernel';

export type SandboxCompany = {
  readonly name: string;
  readonly legalEntities: readonly SandboxLegalEntity[];
  /** One chart of accounts for the whole group. */
  readonly ledgerAccounts: readonly SandboxLedgerAccount[];
  readonly taxCodes: readonly SandboxTaxCode[];
  readonly customers: readonly SandboxCustomer[];
};

export type SandboxLegalEntity = {
  /** Kontor's code: `DE01`. */
  readonly code: string;
  /** What ledgers call it: four characters. */
  readonly companyCode: string;
  readonly name: string;
  readonly country: string;
  /** Of its books. */
  readonly currency: string;
  readonly vatId?: string;
  readonly taxNumber?: string;
  readonly address: Address;
  readonly bankAccounts: readonly SandboxBankAccount[];
  /** Days that its ledger takes postings for, both included. */
  readonly openPostingDays: OpenPostingDays;
};

export type OpenPostingDays = { readonly from: BankingDay; readonly to: BankingDay };

export type SandboxBankAccount = {
  /** `DE01-MAIN`: what the scenario calls it. */
  readonly key: string;
  readonly legalEntity: string;
  readonly owner: string;
  readonly currency: string;
  /** In countries that have them. */
  readonly iban?: string;
  /** The local account number elsewhere. */
  readonly number?: string;
  readonly bic: string;
  readonly bankName: string;
  /** General ledger account that mirrors it. */
  readonly ledgerAccount: string;
  readonly statementFormat: 'camt.053' | 'MT940';
  /** Decimal text: what lay on it before the first movement. */
  readonly openingBalance: string;
};

export type SandboxLedgerAccount = LedgerAccount & {
  readonly name: string;
  /** What processes use it for; absent for those that merely exist. */
  readonly role?: LedgerAccountRole;
};

export type LedgerAccountRole =
  | 'bank'
  | 'receivables'
  | 'output-tax'
  | 'revenue'
  | 'bank-charges'
  | 'cash-discount'
  | 'rounding'
  | 'other-income';

export type SandboxTaxCode = {
  /** Two characters, unique in the group. */
  readonly code: string;
  readonly legalEntity: string;
  readonly title: string;
  /** BT-151, UNTDID 5305: S, Z, E, AE, K, G, O. */
  readonly category: string;
  /** In per cent. */
  readonly rate: string;
  /** Where its tax is posted. */
  readonly ledgerAccount: string;
};

export type SandboxCustomer = Customer & {
  readonly country: string;
  readonly address: Address;
  /** What it is billed in. */
  readonly currency: string;
  readonly paymentDays: number;
  /** Where it pays from: the IBAN, or the local number where there are none. */
  readonly bankAccount: { readonly account: string; readonly bic: string };
};
