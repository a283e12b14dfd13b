/** BR-CO-10 to BR-CO-16: how the totals (BG-22) follow from lines, allowances, charges and VAT. */

import type Big from 'big.js';
import { ZERO, type InvoiceFacts } from './invoice-facts.ts';
import type { InvoiceRule } from './invoice-rule.ts';

export const TOTALS_RULES: readonly InvoiceRule[] = [
  {
    id: 'BR-CO-10',
    check({ totals, lines }, report) {
      if (!totals.lineNet) return;
      let expected = ZERO;
      for (const { net } of lines) if (net) expected = expected.plus(net);
      if (totals.lineNet.eq(expected)) return;
      const found = `The sum of the lines (BT-106) is ${totals.lineNet}`;
      report('/totals/lineNet', `${found} and should be ${expected}, Σ BT-131.`);
    },
  },
  sumOfAdjustments('BR-CO-11', 'allowances', 'BT-107', 'BT-92'),
  sumOfAdjustments('BR-CO-12', 'charges', 'BT-108', 'BT-99'),
  {
    id: 'BR-CO-13',
    check({ totals: { net, lineNet, allowances = ZERO, charges = ZERO } }, report) {
      if (!net || !lineNet) return;
      const expected = lineNet.minus(allowances).plus(charges);
      if (net.eq(expected)) return;
      const computed = `${lineNet} (BT-106) − ${allowances} (BT-107) + ${charges} (BT-108)`;
      report('/totals/net', `BT-109 is ${net} and should be ${expected}: ${computed}.`);
    },
  },
  {
    id: 'BR-CO-14',
    check({ totals: { tax }, breakdown, invoice: { taxBreakdown } }, report) {
      if (!tax || !taxBreakdown) return;
      const expected = breakdown.reduce((sum, item) => sum.plus(item.tax ?? ZERO), ZERO);
      if (tax.eq(expected)) return;
      report('/totals/tax', `BT-110 is ${tax} and should be ${expected}, Σ BT-117.`);
    },
  },
  {
    id: 'BR-CO-15',
    check({ totals: { gross, net, tax = ZERO } }, report) {
      if (!gross || !net) return;
      const expected = net.plus(tax);
      if (gross.eq(expected)) return;
      const computed = `${net} (BT-109) + ${tax} (BT-110)`;
      report('/totals/gross', `BT-112 is ${gross} and should be ${expected}: ${computed}.`);
    },
  },
  {
    id: 'BR-CO-16',
    check({ totals: { payable, gross, prepaid = ZERO, rounding = ZERO } }, report) {
      if (!payable || !gross) return;
      const expected = gross.minus(prepaid).plus(rounding);
      if (payable.eq(expected)) return;
      const computed = `${gross} (BT-112) − ${prepaid} (BT-113) + ${rounding} (BT-114)`;
      report('/totals/payable', `BT-115 is ${payable} and should be ${expected}: ${computed}.`);
    },
  },
];

/**
 * A total that is left out counts as zero: it has to be given as soon as there is something to sum.
 */
function sumOfAdjustments(
  id: string,
  name: 'allowances' | 'charges',
  term: string,
  summand: string,
): InvoiceRule {
  const check: InvoiceRule['check'] = ({ totals, adjustments }, report) => {
    const found = totals[name] ?? ZERO;
    const expected = sumOf(adjustments, name === 'charges');
    if (found.eq(expected)) return;
    report(`/totals/${name}`, `${term} is ${found} and should be ${expected}, Σ ${summand}.`);
  };
  return { id, check };
}

function sumOf(adjustments: InvoiceFacts['adjustments'], areCharges: boolean): Big {
  let sum = ZERO;
  for (const { amount, isCharge } of adjustments) {
    if (amount && isCharge === areCharges) sum = sum.plus(amount);
  }
  return sum;
}
