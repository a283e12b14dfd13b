/** What moves on an account of the simulated bank, said the way a scenario would tell it. */

import type { Counterparty, Direction } from '@kontor/canon';
import type { BankingDay, Money } from '@kontor/kernel';
import type { SandboxBankAccount } from '../master-data/sandbox-company.ts';

export type MovementDetail = {
  /** Decimal text without a sign, in the account's currency: `1190.00`. */
  readonly amount: string;
  readonly counterparty?: Counterparty;
  /** What the payer wrote, one line after another. */
  readonly remittance?: readonly string[];
  /** ISO 11649 (`RF18 …`) or a national reference, where the payer gave it in its own field. */
  readonly structuredReference?: string;
  readonly endToEndId?: string;
  /** ISO external return reason: `AC04` account closed, `MD06` refund asked for, … */
  readonly returnReason?: string;
};

export type BankMovement = MovementDetail & {
  readonly direction: Direction;
  /** The booking day unless said. */
  readonly valueDay?: BankingDay;
  /** The bank takes back an entry of its own. `direction` is the one it books now. */
  readonly isReversal?: boolean;
  /** Domain, family and sub-family; chosen by the kind of movement unless said. */
  readonly transactionCode?: string;
  /** A collective entry: several transactions booked as one; their amounts add up to `amount`. */
  readonly parts?: readonly MovementDetail[];
};

export type BookedMovement = BankMovement & {
  /** The bank's own reference, unique on the account. */
  readonly bankReference: string;
};

/** One day of one account, ready to be written in any format. */
export type DailyStatement = {
  readonly account: SandboxBankAccount;
  /** 1, 2, 3 … without a gap */
  readonly sequenceNumber: number;
  readonly day: BankingDay;
  readonly openingBalance: Money;
  readonly movements: readonly BookedMovement[];
};
