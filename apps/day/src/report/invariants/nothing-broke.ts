/** Whatever systems, banks and customers did, Kontor itself failed on nothing. */

import type { Evidence } from '../evidence.ts';
import { finding, type Finding } from '../finding.ts';

export function nothingBroke({ exceptions }: Evidence): Finding {
  const faults = exceptions
    .filter(({ kind }) => kind.endsWith('could_not_be_handled'))
    .map(({ id, explanation }) => `${id}: ${explanation}`);
  const figures = `${exceptions.length} questions to people, ${faults.length} out of our own faults`;
  return finding('Kontor failed on nothing by itself', figures, faults);
}
