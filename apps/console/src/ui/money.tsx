/** An amount in its currency: figures of one width, aligned at the right, never rounded. */

import { formatAmount, type MoneyText } from '../lib/format.ts';
import css from './values.module.css';

export type MoneyProps = {
  readonly value: MoneyText;
  /** Shows a plus, too: where a difference is meant. */
  readonly signed?: boolean;
  /** Money at risk: the one use of red. */
  readonly atRisk?: boolean;
};

export function Money({ value, signed = false, atRisk = false }: MoneyProps) {
  return (
    <span className={css['money']} data-at-risk={atRisk || undefined}>
      {formatAmount(value.amount, signed)} <span className={css['currency']}>{value.currency}</span>
    </span>
  );
}
