/** Every reply of the API was as its contract says. */

import type { Evidence } from '../evidence.ts';
import { finding, type Finding } from '../finding.ts';

export function contractsKept({ breaches }: Evidence): Finding {
  return finding('Every reply keeps its contract', `${breaches.length} breaches`, breaches);
}
