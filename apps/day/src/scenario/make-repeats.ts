/**
 * Documents that come twice: an impatient retry, a second click, the same document by both
 * channels.
 */

import type { Random } from '@kontor/kernel';
import type { SandboxCompany } from '@kontor/sandbox';
import { pickWeighted, wholeBetween } from './draw.ts';
import type { Submission } from './scenario.ts';
import { asXml } from './to-submission.ts';

export type Repeat = { readonly after: number; readonly submission: Submission };

export function makeRepeats(
  originals: readonly Submission[],
  { company, random }: { readonly company: SandboxCompany; readonly random: Random },
): readonly Repeat[] {
  const repeats: Repeat[] = [];
  originals.forEach((submission, index) => {
    if (random.fraction() >= REPEATED_SHARE) return;
    const last = Math.min(index + REPEATED_WITHIN, originals.length - 1);
    const after = wholeBetween({ from: index, to: last }, random);
    const way = pickWeighted(WAYS, random);
    repeats.push({ after, submission: WAY_OF[way](submission, company) });
  });
  return repeats;
}

type Way = 'same-key' | 'other-key' | 'other-channel';

const WAY_OF: Readonly<
  Record<Way, (submission: Submission, company: SandboxCompany) => Submission>
> = {
  'same-key': (submission) => ({ ...submission, expectation: { kind: 'replayed' } }),
  'other-key': (submission) => ({
    ...submission,
    idempotencyKey: `${submission.idempotencyKey}-again`,
    expectation: { kind: 'duplicate' },
  }),
  'other-channel': (submission, company) => {
    const { invoice, document } = submission;
    const isTaxable = invoice.lines.every(({ taxCategory }) => taxCategory !== 'O');
    const isXml = document.kind === 'json' && isTaxable && invoice.lines.length < LINES_MAX;
    return {
      ...submission,
      sender: submission.sender === 'shop' ? 'subscriptions' : 'shop',
      document: isXml ? asXml(invoice, company) : { kind: 'json', value: invoice },
      idempotencyKey: `${submission.idempotencyKey}-elsewhere`,
      expectation: { kind: 'duplicate' },
    };
  },
};

const WAYS: readonly (readonly [Way, number])[] = [
  ['same-key', 2],
  ['other-key', 1],
  ['other-channel', 1],
];

const REPEATED_SHARE = 0.03;

/** So many documents later at most. */
const REPEATED_WITHIN = 40;

/** Longer documents are repeated as they were. */
const LINES_MAX = 100;
