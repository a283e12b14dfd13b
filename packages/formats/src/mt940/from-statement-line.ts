/**
 * `:61:`, the statement line: `6!n[4!n]2a[1!a]15d1!a3!c16x[//16x]` and on the next line `[34x]`.
 *
 * Where banks depart: Deutsche Bank and others put the third letter of the currency after the mark
 * (`CR` is a credit in EUR, not a reversal, which is `RC`); old Dutch statements pad the reference
 * to 16 and add the name; ING writes codes of two letters and a space; Knab leaves out the comma of
 * a whole amount, which is read because the type that follows shows that nothing was cut off.
 */

import type { Direction, StatementEntry } from '@kontor/canon';
import { toDecimal } from '@kontor/kernel';
import { lineAt, refuseAt, type FilePlace } from '../bank-file/file-place.ts';
import { fromEntryDay, fromSwiftAmount, fromSwiftDay } from './mt940-values.ts';

export type StatementLine = {
  readonly valueDay: string;
  readonly bookingDay: string;
  readonly direction: Direction;
  readonly reversal: boolean;
  readonly status: StatementEntry['status'];
  readonly amount: string;
  readonly currency: string;
  /** `NTRF` */
  readonly typeCode?: string;
  readonly customerReference?: string;
  readonly servicerReference?: string;
  /** Supplementary details, and what followed a padded reference. */
  readonly supplement?: string;
};

export function fromStatementLine(
  text: string,
  currencyOfStatement: string,
  place: FilePlace,
): StatementLine {
  const lines = text.split('\n');
  const [, value, entry, mark, amountText = '', rest = ''] = LINE.exec(lines[0] ?? '') ?? [];
  if (value === undefined || mark === undefined) {
    const detail =
      'A statement line is date, mark (C, D, RC, RD), amount with a comma, type, reference.';
    return refuseAt(place, 'statement_line_malformed', detail);
  }
  const amount = fromSwiftAmount(amountText, currencyOfStatement, place);
  const valueDay = fromSwiftDay(value, place);
  const references = referencesOf(rest, place);
  const supplement = [references.padded, ...lines.slice(1)].join('\n').trim();
  return {
    valueDay,
    // SWIFT gives the entry date only where it differs from the value date.
    bookingDay: entry === undefined ? valueDay : fromEntryDay(entry, valueDay, place),
    ...MARKS[mark as keyof typeof MARKS],
    amount: toDecimal(amount),
    currency: amount.currency,
    ...references.known,
    ...(supplement !== '' && { supplement }),
  };
}

function referencesOf(rest: string, place: FilePlace) {
  const [, code, after = ''] = (rest.startsWith('NONREF') ? null : TYPE_CODE.exec(rest)) ?? [];
  const references = code === undefined ? rest : after;
  const slashes = references.indexOf('//');
  const own = slashes < 0 ? references : references.slice(0, slashes);
  const isPadded =
    slashes < 0 && own.length > REFERENCE_LENGTH && own[REFERENCE_LENGTH - 1] === ' ';
  const typeCode = lineAt(place, code, { name: 'the type', lengthMax: 4 });
  const customerReference = reference(isPadded ? own.slice(0, REFERENCE_LENGTH) : own, place);
  const servicerReference =
    slashes < 0 ? undefined : reference(references.slice(slashes + 2), place);
  return {
    known: {
      ...(typeCode !== undefined && { typeCode }),
      ...(customerReference !== undefined && { customerReference }),
      ...(servicerReference !== undefined && { servicerReference }),
    },
    padded: isPadded ? own.slice(REFERENCE_LENGTH) : '',
  };
}

function reference(text: string, place: FilePlace): string | undefined {
  const line = lineAt(place, text, { name: 'the reference', lengthMax: 140 });
  return line === undefined || PLACEHOLDERS.has(line) ? undefined : line;
}

/** What `direction` and `reversal` a mark has: a reversed credit is a debit. */
const MARKS = {
  C: { direction: 'credit', reversal: false, status: 'booked' },
  D: { direction: 'debit', reversal: false, status: 'booked' },
  RC: { direction: 'debit', reversal: true, status: 'booked' },
  RD: { direction: 'credit', reversal: true, status: 'booked' },
  EC: { direction: 'credit', reversal: false, status: 'pending' },
  ED: { direction: 'debit', reversal: false, status: 'pending' },
} as const satisfies Record<string, Pick<StatementLine, 'direction' | 'reversal' | 'status'>>;

const LINE = /^(\d{6})(\d{4})?([RE]?[CD])[A-Z]?(\d{1,24}(?:[,.]\d*|(?=[A-Z])))((?:[A-Z ].*)?)$/;
const TYPE_CODE = /^([A-Z][A-Z0-9 ]{3})(.*)$/;
const REFERENCE_LENGTH = 16;

/** Words that say that there is no reference, or that it stands in `:86:`. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  'NONREF',
  'NOTPROVIDED',
  'EREF',
  'PREF',
  'MARF',
  'KREF+',
]);
