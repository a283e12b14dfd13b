/**
 * Master data as checks and enrichments see it: look-ups that answer at once from memory. It is
 * cached; what it says was true moments ago. The ledger has the last word when it posts.
 */

import type { Customer, LedgerAccount } from '@kontor/canon';
import type { BankingDay } from '@kontor/kernel';

export type ReferenceData = {
  legalEntity(code: string): LegalEntity | undefined;
  /** As the ledger of this legal entity knows it. */
  customer(entity: string, number: string): Customer | undefined;
  /** By the VAT id printed on a document; undefined when none or several have it. */
  customerByVatId(entity: string, vatId: string): Customer | undefined;
  legalEntityByVatId(vatId: string): LegalEntity | undefined;
  account(entity: string, number: string): LedgerAccount | undefined;
  taxCode(entity: string, category: string, rate: string): TaxCode | undefined;
  /** One of our own accounts at a bank. */
  bankAccount(account: string): OwnBankAccount | undefined;
  /** The period that a day falls in, or undefined when none was ever opened for it. */
  period(entity: string, day: BankingDay): Period | undefined;
};

/** A company whose books we keep. */
export type LegalEntity = {
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly vatId?: string;
  readonly currency: string;
  /** Currencies that it may invoice in. */
  readonly currencies: readonly string[];
  /** Where revenue goes when a line names no account. */
  readonly revenueAccount: string;
  /** Gross amount, in the entity's currency, above which a person must approve a credit note. */
  readonly creditNoteApprovalAbove: string;
  /** Names of the connections that keep its books and that its sales people look at. */
  readonly ledger: string;
  readonly crm: string;
  /** Of the connection that takes its payments to the bank; absent where none does. */
  readonly bank?: string;
  /** By currency: the total of a batch of payments above which a second person must agree. */
  readonly paymentApprovalAbove?: Readonly<Record<string, string>>;
};

/** An account of ours: whose it is, and in which currency it is kept. */
export type OwnBankAccount = {
  /** IBAN, or the bank's own number. */
  readonly account: string;
  readonly legalEntity: string;
  readonly currency: string;
};

/**
 * One of the ledger's tax codes: what EN 16931 calls category and rate, in its own two characters.
 */
export type TaxCode = {
  readonly code: string;
  /** UNTDID 5305 */
  readonly category: string;
  /** Per cent, as the shortest decimal: `19`, `7.7`, `0`. */
  readonly rate: string;
  /** The output tax account. */
  readonly account: string;
};

export type Period = {
  /** `2026-03` */
  readonly period: string;
  readonly status: 'open' | 'closed';
  readonly firstDay: BankingDay;
  readonly lastDay: BankingDay;
};
