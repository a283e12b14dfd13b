/** Every match that stands has one payment document in the ledger, over the money that it uses. */

import type { Evidence } from '../evidence.ts';
import { finding, type Finding } from '../finding.ts';
import { differences, sumsOf } from '../sums.ts';

export function paymentsPostedOnce(evidence: Evidence): Finding {
  const { documents, entities, feed, matches } = evidence;
  const payments = documents.filter(({ kind }) => kind === 'payment');
  const numberOf = new Map(
    feed
      .filter(({ type }) => type === 'kontor.payment.applied.v1')
      .map(({ data }) => [data['match'], data['documentNumber']]),
  );
  const companyCodes = new Map(entities.map(({ code, companyCode }) => [code, companyCode]));
  const byNumber = Map.groupBy(payments, ({ companyCode, number }) => `${companyCode}/${number}`);
  const effective = matches.filter(({ isEffective }) => isEffective);
  const faults = effective.flatMap(({ id, legalEntity, used }) => {
    const number = numberOf.get(id);
    if (typeof number !== 'string') return [`${id}: no event says that it was posted`];
    const [document, ...others] = byNumber.get(`${companyCodes.get(legalEntity)}/${number}`) ?? [];
    if (!document) return [`${id}: the ledger has no payment ${number}`];
    if (others.length > 0) return [`${id}: the ledger has payment ${number} more than once`];
    return document.bank === used ? [] : [`${id}: payment ${number} is over another amount`];
  });
  const entityOf = new Map(entities.map(({ companyCode, code }) => [companyCode, code]));
  const inBooks = payments.map((document) => {
    return { ...document, legalEntity: entityOf.get(document.companyCode) ?? '?' };
  });
  const sums = differences(
    { name: 'matched', sums: sumsOf(effective, ({ used }) => used) },
    { name: 'paid in the ledger', sums: sumsOf(inBooks, ({ bank }) => bank) },
  );
  const figures = `${effective.length} matches, ${payments.length} payment documents`;
  return finding('Every matched receipt is posted once', figures, [...faults, ...sums]);
}
