/** Each bank file was taken as it had to be, and in the end every statement is booked. */

import type { Evidence, FileHandover } from '../evidence.ts';
import { finding, type Finding } from '../finding.ts';

export function statementsBooked({ files }: Evidence): Finding {
  const faults = files.flatMap(({ name, expectation, answer, standing }) => {
    const [early, late] = EXPECTED[expectation];
    if (!early.includes(answer)) return [`${name}: ${expectation} expected, ${answer} answered`];
    return late === standing ? [] : [`${name}: ${late} expected in the end, it is ${standing}`];
  });
  const count = (wanted: string) => files.filter(({ standing }) => standing === wanted).length;
  const figures = `${files.length} files, ${count('quarantined')} quarantined`;
  return finding('Every statement is booked once', figures, faults);
}

/** What may be answered at once, and what has to be in the end. */
const EXPECTED: Readonly<
  Record<
    FileHandover['expectation'],
    readonly [readonly FileHandover['answer'][], FileHandover['standing']]
  >
> = {
  booked: [['booked', 'received'], 'booked'],
  waiting: [['waiting', 'received'], 'booked'],
  quarantined: [['quarantined', 'received'], 'quarantined'],
  duplicate: [['known'], 'booked'],
};
