/** The accounts of the simulated organisation, found by the customer number they carry. */

import type { MasterDataOutcome } from '@kontor/connector-kit/simulator';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { recordId } from './record-id.ts';

export const SimulatedAccount = Type.Object(
  {
    /** External id, 20 characters */
    Kontor_Customer__c: Type.String({ minLength: 1, maxLength: 20 }),
    Name: Type.String({ minLength: 1, maxLength: 255 }),
  },
  { additionalProperties: false },
);
export type SimulatedAccount = Static<typeof SimulatedAccount>;

export type Account = { readonly id: string; readonly name: string };

export type Accounts = {
  /** Salesforce compares external ids without regard to case unless the field says otherwise. */
  find(customer: string): Account | undefined;
  /** Adds accounts, or renames those whose customer number is known. */
  load(data: unknown): MasterDataOutcome;
  /** Another transaction holds the row: writing to it answers UNABLE_TO_LOCK_ROW. */
  setLocked(customer: string, isLocked: boolean): void;
  isLocked(customer: string): boolean;
};

export function simulatedAccounts(initial: readonly SimulatedAccount[]): Accounts {
  const byCustomer = new Map<string, Account>();
  const locked = new Set<string>();
  const keyOf = (customer: string) => customer.toLowerCase();
  const put = ({ Kontor_Customer__c: customer, Name: name }: SimulatedAccount) => {
    const key = keyOf(customer);
    const id = byCustomer.get(key)?.id ?? recordId('001', byCustomer.size + 1);
    byCustomer.set(key, { id, name });
  };
  initial.forEach(put);
  return {
    find: (customer) => byCustomer.get(keyOf(customer)),
    load(data) {
      if (!masterData.Check(data)) {
        return { kind: 'refused', detail: 'accounts: [{ Kontor_Customer__c, Name }]' };
      }
      data.accounts.forEach(put);
      return { kind: 'loaded', counts: { accounts: data.accounts.length } };
    },
    setLocked(customer, isLocked) {
      if (isLocked) locked.add(keyOf(customer));
      else locked.delete(keyOf(customer));
    },
    isLocked: (customer) => locked.has(keyOf(customer)),
  };
}

const masterData = Compile(
  Type.Object({ accounts: Type.Array(SimulatedAccount) }, { additionalProperties: false }),
);
