/**
 * Each document got the answer that it had to get: taken once, recognised, or refused with the
 * reason.
 */

import type { Evidence, Handover } from '../evidence.ts';
import { finding, type Finding } from '../finding.ts';

export function answersExpected({ handovers }: Evidence): Finding {
  const original = new Map<string, string>();
  for (const { legalEntity, number, answer } of handovers) {
    if (answer.kind === 'accepted') original.set(`${legalEntity}/${number}`, answer.transaction);
  }
  const faults = handovers.flatMap((handover) => {
    const fault = faultOf(handover, original);
    return fault === undefined ? [] : [`${handover.number}: ${fault}`];
  });
  const expected = `${handovers.length - faults.length} of ${handovers.length} as expected`;
  return finding('The door answers as it should', expected, faults);
}

function faultOf(
  { legalEntity, number, expectation, answer }: Handover,
  original: ReadonlyMap<string, string>,
): string | undefined {
  if (answer.kind === 'unanswered') return `no answer: ${answer.cause}`;
  if (answer.kind !== expectation.kind) {
    const said = answer.kind === 'refused' ? `${answer.problem} ${answer.defects.join()}` : '';
    return `${expectation.kind} expected, ${answer.kind} answered ${said}`.trim();
  }
  if (answer.kind === 'refused' && expectation.kind === 'refused') {
    const { problem, defect } = expectation;
    if (answer.problem !== problem) return `${problem} expected, ${answer.problem} answered`;
    if (defect === undefined || answer.defects.includes(defect)) return undefined;
    return `${defect} expected, ${answer.defects.join(', ')} named`;
  }
  if (answer.kind === 'refused') return undefined;
  const first = original.get(`${legalEntity}/${number}`);
  return answer.transaction === first ? undefined : `points to ${answer.transaction}, not ${first}`;
}
