/**
 * Dimensions: what an amount is analysed by besides its account. One value of each kind, as the
 * ledger knows it; XBRL GL calls them account sub types, SAF-T analyses. A kind that a ledger does
 * not have is refused by its connector, never dropped.
 */

import Type, { type Static } from 'typebox';

/** A code of the ledger's own. */
function dimension(description: string, maxLength: number) {
  return Type.Optional(Type.String({ pattern: `^[A-Za-z0-9_./-]{1,${maxLength}}$`, description }));
}

export const Dimensions = Type.Object(
  {
    profitCenter: dimension('Who answers for the result.', 10),
    costCenter: dimension('Who answers for the cost.', 10),
    segment: dimension('Segment of the external reporting (IFRS 8).', 10),
    /** SAP: element of a work breakdown structure. */
    project: dimension('Project, or a part of one.', 24),
    functionalArea: dimension('Function of the cost-of-sales format.', 16),
  },
  { $id: 'Dimensions', additionalProperties: false },
);
export type Dimensions = Static<typeof Dimensions>;
