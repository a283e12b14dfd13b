/**
 * The whole day from one seed: the same seed, company and day make the same scenario to the byte.
 */

import type { CustomerInvoice } from '@kontor/canon';
import { assert, present, seededRandom, type BankingDay, type Random } from '@kontor/kernel';
import type { SandboxCompany, SandboxCustomer, SandboxLegalEntity } from '@kontor/sandbox';
import { hasLuck, pick } from './draw.ts';
import { makeInvoice } from './make-invoice.ts';
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

type Making = {
  readonly company: SandboxCompany;
  readonly days: readonly BankingDay[];
  readonly numbering: (legalEntity: string) => string;
  readonly random: Random;
};

/** Few customers get many invoices, many get few: real order books are that uneven. */
function makeOrdinary(
  customers: readonly SandboxCustomer[],
  count: number,
  making: Making,
): readonly CustomerInvoice[] {
  const { random } = making;
  const latest = new Map<string, CustomerInvoice>();
  return Array.from({ length: count }, () => {
    const at = Math.floor(random.fraction() ** UNEVENNESS * customers.length);
    const order = orderFor(present(customers[at], 'inside the list'), making);
    const lane = `${order.entity.code}/${order.customer.number}`;
    const corrects = latest.get(lane);
    const isCreditNote = corrects !== undefined && hasLuck(CREDIT_NOTE_SHARE, random);
    const invoice = makeInvoice(
      { ...order, isCreditNote, ...(isCreditNote && { corrects }) },
      random,
    );
    if (!isCreditNote) latest.set(lane, invoice);
    return invoice;
  });
}

function orderFor(customer: SandboxCustomer, { company, days, numbering, random }: Making) {
  const code = pick(customer.legalEntities, random);
  const entity: SandboxLegalEntity = present(
    company.legalEntities.find((each) => each.code === code),
    'a customer is billed by companies of the group',
  );
  const issueDate = present(days[hasLuck(FIRST_DAY_SHARE, random) ? 0 : 1], 'inside the week');
  const number = numbering(entity.code);
  const { taxCodes } = company;
  return { number, entity, customer, taxCodes, issueDate, isCreditNote: false };
}

/** `DE26-1-00042`: one series for each legal entity, and never more than SAP's 16 characters. */
function numbersOf({ seed, today }: { readonly seed: number; readonly today: BankingDay }) {
  const counts = new Map<string, number>();
  return (legalEntity: string) => {
    const count = (counts.get(legalEntity) ?? 0) + 1;
    counts.set(legalEntity, count);
    const series = `${legalEntity.slice(0, 2)}${today.slice(2, 4)}`;
    return `${series}-${seed}-${String(count).padStart(5, '0')}`;
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

const CREDIT_NOTE_SHARE = 0.06;
const FIRST_DAY_SHARE = 0.6;
const UNEVENNESS = 1.6;

/** With fewer, not every kind of receipt has a document to pay. */
const INVOICES_MIN = 40;

/** What is left of 16 characters beside series and count. */
const SEED_MAX = 99_999;
