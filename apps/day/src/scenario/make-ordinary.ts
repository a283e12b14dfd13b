/**
 * Ordinary invoices and credit notes of the group's customers: what most of a day consists of.
 */

import type { CustomerInvoice } from '@kontor/canon';
import { present, type BankingDay, type Random } from '@kontor/kernel';
import type { SandboxCompany, SandboxCustomer, SandboxLegalEntity } from '@kontor/sandbox';
import { hasLuck, pick } from './draw.ts';
import { makeInvoice } from './make-invoice.ts';

export type Making = {
  readonly company: SandboxCompany;
  readonly days: readonly BankingDay[];
  readonly numbering: (legalEntity: string) => string;
  readonly random: Random;
};

/** Few customers get many invoices, many get few: real order books are that uneven. */
export function makeOrdinary(
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

export function orderFor(customer: SandboxCustomer, { company, days, numbering, random }: Making) {
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
export function numbersOf({ seed, today }: { readonly seed: number; readonly today: BankingDay }) {
  const counts = new Map<string, number>();
  return (legalEntity: string) => {
    const count = (counts.get(legalEntity) ?? 0) + 1;
    counts.set(legalEntity, count);
    const series = `${legalEntity.slice(0, 2)}${today.slice(2, 4)}`;
    return `${series}-${seed}-${String(count).padStart(5, '0')}`;
  };
}

const CREDIT_NOTE_SHARE = 0.06;
const FIRST_DAY_SHARE = 0.6;
const UNEVENNESS = 1.6;
