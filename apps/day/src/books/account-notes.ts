/** Notes on customers as Salesforce's books have them. */

import { assert } from '@kontor/kernel';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { BookEntry } from './read-books.ts';

export type AccountNote = {
  readonly reference: string;
  readonly legalEntity: string;
  readonly subject: string;
  readonly number: string;
};

/** One for each record, however often it was written. */
export function toAccountNotes(entries: readonly BookEntry[]): readonly AccountNote[] {
  return entries
    .filter(({ kind }) => kind === 'account-note')
    .map(({ reference, facts }) => {
      assert(note.Check(facts), 'a note of the books has the facts of a note');
      return {
        reference,
        legalEntity: facts.Legal_Entity__c,
        subject: facts.Subject__c,
        number: facts.Number__c,
      };
    });
}

const note = Compile(
  Type.Object({
    Legal_Entity__c: Type.String(),
    Subject__c: Type.String(),
    Number__c: Type.String(),
  }),
);
