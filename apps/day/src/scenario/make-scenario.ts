/**
 * The whole day from one seed: the same seed, company and day make the same scenario to the byte.
 */

import type { CustomerInvoice } from '@kontor/canon';
import { assert, present, seededRandom, type BankingDay } from '@kontor/kernel';
import type { SandboxCompany } from '@kontor/sandbox';
import { makeInvoice } from './make-invoice.ts';
import { makeOrdinary, numbersOf, orderFor, type Making } from './make-ordinary.ts';
import { makePoison } from './make-poison.ts';
import { makeReceipts } from './make-receipts.ts';
import { makeRefusals } from './make-refusals.ts';
import { makeRepeats } from './make-repeats.ts';
import { DAYS, type Scenario, type Submission } from './scenario.ts';
import { toSubmission } from './to-submission.ts';
import { workingDaysUntil } from './working-days.ts';

export type ScenarioOptions = {
  readonly company: SandboxCompany;
  /** Part of every number: another seed never meets documents of this one. */
  readonly seed: number;
  readonly invoices: number;
  readonly today: BankingDay;
};

export function makeScenario({ company, seed, invoices, today }: ScenarioOptions): Scenario {
  assert(Number.isSafeInteger(seed) && seed >= 1 && seed <= SEED_MAX, 'a seed has 1 to 5 digits');
  assert(invoices >= INVOICES_MIN, `a day has at least ${INVOICES_MIN} invoices`);
  const random = seededRandom(seed);
  const days = workingDaysUntil(today, DAYS);
  const numbering = numbersOf({ seed, today });
  const billed = company.customers.filter(({ blocked }) => !blocked);
  const [poisoned, blockedLater, ...others] = billed;
  const making: Making = { company, days, numbering, random };

  const ordinary = makeOrdinary(others, invoices - 2, making);
  const poison = makePoison({ ...orderFor(present(poisoned, 'a customer'), making), random });
  const blocked = makeInvoice(orderFor(present(blockedLater, 'a second one'), making), random);
  const documents = inserted(ordinary, { at: POISON_AT, document: poison });
  const accepted = inserted(documents, { at: BLOCKED_AT, document: blocked });
  const originals = accepted.map((invoice) => toSubmission(invoice, { company, random }));
  const submissions = withOthers(originals, {
    repeats: makeRepeats(originals, { company, random }),
    refusals: makeRefusals(originals, { company, random }),
  });
  return {
    seed,
    days,
    submissions,
    ...makeReceipts(ordinary, { company, random }),
    trouble: {
      poison: poison.number,
      blockedLater: { number: blocked.number, customer: blocked.customer },
    },
  };
}

function inserted(
  documents: readonly CustomerInvoice[],
  { at, document }: { readonly at: number; readonly document: CustomerInvoice },
): readonly CustomerInvoice[] {
  return documents.toSpliced(Math.floor(documents.length * at), 0, document);
}

type Others = {
  /** Each belongs somewhere after the submission that it repeats. */
  readonly repeats: readonly { readonly after: number; readonly submission: Submission }[];
  readonly refusals: readonly Submission[];
};

function withOthers(
  originals: readonly Submission[],
  { repeats, refusals }: Others,
): readonly Submission[] {
  const following = new Map<number, Submission[]>();
  const put = (after: number, submission: Submission) => {
    following.set(after, [...(following.get(after) ?? []), submission]);
  };
  for (const { after, submission } of repeats) put(after, submission);
  const gap = Math.floor(originals.length / (refusals.length + 1));
  refusals.forEach((submission, index) => put(gap * (index + 1), submission));
  return originals.flatMap((submission, index) => [submission, ...(following.get(index) ?? [])]);
}

/** Where in the day the two that go wrong are handed over; later ones of their kind still pass. */
const POISON_AT = 0.1;
const BLOCKED_AT = 0.15;

/** With fewer, not every kind of receipt has a document to pay. */
const INVOICES_MIN = 40;

/** What is left of 16 characters beside series and count. */
const SEED_MAX = 99_999;
