/**
 * `:86:`, information to the account owner, in the three forms that banks give it: numbered
 * subfields (`166?00GUTSCHRIFT?20EREF+…`, German, Polish with `~` or `<`), words between slashes
 * (`/EREF/…/REMI/…`, Dutch and SWIFT), or free text.
 */

import type { FilePlace } from '../bank-file/file-place.ts';
import { fromNumberedSubfields, NUMBERED } from './from-numbered-subfields.ts';
import { fromSlashedWords, SLASHED } from './from-slashed-words.ts';
import type { OwnerInformation } from './owner-information.ts';

export function fromOwnerInformation(text: string, place: FilePlace): OwnerInformation {
  // Structured forms are wrapped at 65 characters wherever that falls; free text has lines.
  const joined = text.replaceAll('\n', '').trimStart();
  if (NUMBERED.test(joined)) return fromNumberedSubfields(joined, place);
  if (SLASHED.test(joined)) return fromSlashedWords(joined, place);
  return { detail: {}, freeText: text };
}
