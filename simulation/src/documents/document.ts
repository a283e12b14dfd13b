/** What the simulated callers send: small documents whose amounts control totals can count. */

import type { Dice } from '../world/dice.ts';

export type Document = {
  readonly process: ProcessName;
  readonly legalEntity: string;
  readonly customer: string;
  readonly number: string;
  /** Decimal text, as on the wire. */
  readonly amount: string;
  readonly currency: string;
  /** Large ones need a second pair of eyes. */
  readonly needsApproval: boolean;
  /** What a correction changes. */
  readonly memo: string;
};

export type ProcessName = 'book-invoice' | 'pay-supplier';

export function drawDocuments(dice: Dice, count: number): readonly Document[] {
  const customers = dice.whole('documents', 1, 4);
  return Array.from({ length: count }, (_, index) => drawDocument(dice, index, customers));
}

function drawDocument(dice: Dice, index: number, customers: number): Document {
  const [legalEntity, currency] = dice.oneOf('documents', ENTITIES);
  return {
    process: dice.chance('documents', 0.7) ? 'book-invoice' : 'pay-supplier',
    legalEntity,
    customer: `C${dice.whole('documents', 1, customers)}`,
    number: `N${index}`,
    amount: `${dice.whole('documents', 1, 9_999)}.${dice.whole('documents', 10, 99)}`,
    currency,
    needsApproval: dice.chance('documents', 0.1),
    memo: 'version 1',
  };
}

type Books = readonly [legalEntity: string, currency: string];

const ENTITIES: readonly [Books, ...Books[]] = [
  ['DE01', 'EUR'],
  ['DE01', 'USD'],
  ['US01', 'USD'],
];
