/**
 * An offsetting document becomes the reversal of a document: own reference, own day, its reason.
 */

import type { PostingReversal } from '@kontor/canon';
import type { JournalEntry } from './journal-entry/journal-entry.ts';
import { firstCharacters } from './journal-entry/shorten.ts';

export function toReversal(offsetting: JournalEntry, reversal: PostingReversal): JournalEntry {
  const { document, postingDay, reason } = reversal;
  const year = document.year === undefined ? '' : `/${document.year}`;
  return {
    ...offsetting,
    reference: reversal.reference,
    relatedDocument: `${document.number}${year}`.slice(0, RELATED_DOCUMENT_CHARACTERS),
    documentDay: postingDay,
    postingDay,
    headerText: firstCharacters(reason, HEADER_TEXT_CHARACTERS),
    // A due date belongs to the receivable; the offsetting item is due at once.
    debtorItems: offsetting.debtorItems.map((item) => {
      const { due: _, ...others } = item;
      return others;
    }),
  };
}

const RELATED_DOCUMENT_CHARACTERS = 20;
const HEADER_TEXT_CHARACTERS = 25;
