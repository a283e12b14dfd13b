/**
 * What the matching rules speak of. Amounts are minor units of one currency, as everywhere in here.
 */

import type { BankingDay, CurrencyCode } from '@kontor/kernel';

/** Money that came in, and what its payer said about it. */
export type Receipt = {
  readonly currency: CurrencyCode;
  /** What of it is not matched yet. */
  readonly amount: bigint;
  /**
   * Fields that hold a reference and nothing else: EndToEndId, structured references, documents.
   */
  readonly references: readonly string[];
  /** Free text. */
  readonly texts: readonly string[];
  readonly payerNames: readonly string[];
  readonly payerAccount?: string;
};

/** What a customer owes, or, negative, has coming. */
export type OpenAmount = {
  readonly openItemId: string;
  readonly customer: string;
  readonly customerNames: readonly string[];
  readonly customerAccounts: readonly string[];
  readonly number: string;
  readonly paymentReference?: string;
  readonly issueDay: BankingDay;
  readonly dueDay?: BankingDay;
  /** Not claimed yet. */
  readonly open: bigint;
  readonly version: number;
};

export type MatchingPolicy = {
  /** From this confidence on, a rule matches by itself. */
  readonly automaticFrom: number;
  /** Largest difference that is written off without asking, in minor units. */
  readonly tolerance: bigint;
  /** Where what is paid beyond what is owed goes: the customer's account, or it stays open. */
  readonly overpayment: 'on-account' | 'open';
};

/** How a receipt is spent: uses + difference = Σ allocations + onAccount. */
export type Spending = {
  readonly customer: string;
  readonly allocations: readonly Allocation[];
  /** Of the receipt. */
  readonly uses: bigint;
  /** Written off; positive is our loss. */
  readonly difference: bigint;
  readonly onAccount: bigint;
};

export type Allocation = { readonly openItemId: string; readonly amount: bigint };

export type RuleName =
  'reference' | 'reference-and-amount' | 'party-and-amount' | 'sum-of-items' | 'amount';

export type Suggestion = Spending & {
  readonly rule: RuleName;
  /** One sentence that a controller understands. */
  readonly explanation: string;
  /** 0 to 100. */
  readonly confidence: number;
};
