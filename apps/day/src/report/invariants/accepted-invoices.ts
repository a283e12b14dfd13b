/** The documents that were accepted, with what became of each. */

import type { Evidence, Handover, Standing } from '../evidence.ts';

export type AcceptedInvoice = Handover & {
  readonly transaction: string;
  /** Undefined when the platform does not know it any more. */
  readonly standing: Standing | undefined;
  /** Where its document is in the books: company code and number. */
  readonly key: string;
};

export function acceptedInvoices({
  handovers,
  standings,
  entities,
}: Evidence): readonly AcceptedInvoice[] {
  const companyCodes = new Map(entities.map(({ code, companyCode }) => [code, companyCode]));
  return handovers.flatMap((handover) => {
    const { answer, legalEntity, number } = handover;
    if (answer.kind !== 'accepted') return [];
    const { transaction } = answer;
    const key = `${companyCodes.get(legalEntity)}/${number}`;
    return [{ ...handover, transaction, standing: standings.get(transaction), key }];
  });
}
