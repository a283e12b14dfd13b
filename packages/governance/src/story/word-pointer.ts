import { capitalised } from './wording.ts';

/** A JSON pointer in words: `/lines/0/revenueAccount` is the revenue account of line 1. */
export function wordPointer(pointer: string): string {
  const parts = pointer.split('/').slice(1).map(unescape);
  const words: string[] = [];
  for (let place = 0; place < parts.length; place++) {
    const part = parts[place] ?? '';
    const next = parts[place + 1];
    if (next !== undefined && /^\d+$/.test(next)) {
      words.unshift(`${singular(inWords(part))} ${Number.parseInt(next, 10) + 1}`);
      place += 1;
    } else if (!PASSED_OVER.has(part)) {
      words.unshift(inWords(part));
    }
  }
  return words.length === 0 ? 'document' : words.join(' of ');
}

export function wordPointerAsTitle(pointer: string): string {
  return capitalised(wordPointer(pointer));
}

function unescape(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** `revenueAccount` is a revenue account. */
function inWords(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase();
}

function singular(plural: string): string {
  return plural.endsWith('s') ? plural.slice(0, -1) : plural;
}

/** Folders of fields that say nothing to a reader. */
const PASSED_OVER = new Set(['dimensions', 'totals']);
