/** What matching needs from the engine, and nothing else. */

import type { CustomerPayment } from '@kontor/canon';
import type { TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Office } from './import/import-bank-file.ts';

export type PaymentStart = {
  readonly process: 'apply-customer-payment';
  readonly input: CustomerPayment;
  readonly correlationId: string;
  readonly channel: 'engine';
  /** The rule (`rule:reference`) or the person that decided. */
  readonly actor: string;
};

/** Runs inside the caller's transaction: the process exists exactly when its match does. */
export type StartProcess = (db: Queryable, start: PaymentStart) => Promise<TransactionId>;

export type UndoAnswer =
  | { readonly kind: 'asked' }
  /** It waited for a second person: nothing was posted, and nothing will be. */
  | { readonly kind: 'withdrawn' }
  /** It is not done yet, or its undoing is under way: `detail` says which, for a person. */
  | { readonly kind: 'not_possible'; readonly detail: string };

/** Runs inside the caller's transaction. */
export type AskUndo = (
  db: Queryable,
  undo: { readonly transactionId: string; readonly by: string; readonly reason: string },
) => Promise<UndoAnswer>;

export type MatchingOffice = Office & {
  readonly startProcess: StartProcess;
  readonly askUndo: AskUndo;
  readonly rules: MatchingRules;
};

export type MatchingRules = {
  /** From this confidence on, a rule matches by itself: 90 unless the company decides otherwise. */
  readonly automaticFrom: number;
  /** Where what is paid beyond what is owed goes. */
  readonly overpayment: 'on-account' | 'open';
};

export const USUAL_RULES: MatchingRules = { automaticFrom: 90, overpayment: 'on-account' };
