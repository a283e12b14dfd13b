/** A statement as it was read, proved or not, while its entries lie in the staging rows. */

import type { Balance, StatementHeader } from '@kontor/canon';
import type { ProofOutcome } from '@kontor/formats';
import type { BankingDay, Defect } from '@kontor/kernel';

export type StagedStatement = {
  readonly bankStatementId: string;
  readonly header: StatementHeader;
  readonly balances: readonly Balance[];
  /** Ours, or as the bank wrote it when we do not know it. */
  readonly account: string;
  /** Undefined when the account is not ours. */
  readonly legalEntity: string | undefined;
  readonly currency: string;
  /** Undefined when nothing in the statement names a day. */
  readonly toDay: BankingDay | undefined;
  readonly outcome: ProofOutcome;
  readonly entryCount: number;
  /** Of the money that moved: tells a repeat from a change. */
  readonly fingerprint: string;
  /** Why it cannot be booked. */
  readonly defects: readonly Defect[];
};
