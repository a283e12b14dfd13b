/**
 * How long financial records are kept, for each legal entity: so many whole years after the end of
 * the year that a record belongs to. Nothing is said unless a company says it, and then nothing of
 * it ever falls due.
 */

import { Country, LegalEntityCode } from '@kontor/canon';
import { assert } from '@kontor/kernel';
import Type, { type Static } from 'typebox';

export type RecordTerm = {
  readonly years: number;
  /** The month that its years end with, from 1: 12 is the calendar year. */
  readonly yearEndsInMonth: number;
  /** Whose term it is: of the legal entity itself, or of all of its country. */
  readonly saidOf: 'legal-entity' | 'country';
};

/** By the code of the legal entity. One without a term keeps everything for ever. */
export type RecordTerms = ReadonlyMap<string, RecordTerm>;

/** Six years is the least that a law which we know of asks for books and what explains them. */
const YEARS_MIN = 6;
/** Beyond it a number of years is mistyped: nothing is kept for ever by a long term. */
const YEARS_MAX = 100;

const RecordTermSettings = Type.Object(
  {
    years: Type.Integer({ minimum: YEARS_MIN, maximum: YEARS_MAX }),
    /** The calendar year unless said. */
    yearEndsInMonth: Type.Optional(Type.Integer({ minimum: 1, maximum: 12 })),
  },
  { additionalProperties: false },
);

export const RecordsSettings = Type.Object(
  {
    countries: Type.Optional(Type.Record(Country, RecordTermSettings)),
    /** Before what is said of its country. */
    legalEntities: Type.Optional(Type.Record(LegalEntityCode, RecordTermSettings)),
  },
  { additionalProperties: false },
);
export type RecordsSettings = Static<typeof RecordsSettings>;

type Company = {
  readonly legalEntities: readonly { readonly code: string; readonly country: string }[];
  readonly retention?: { readonly records?: RecordsSettings };
};

/** Throws, saying which setting, when one names what the company does not have. */
export function recordTermsOf({ legalEntities, retention }: Company): RecordTerms {
  const { countries = {}, legalEntities: entities = {} } = retention?.records ?? {};
  // A term that reaches nothing is one that somebody believes in.
  for (const country of Object.keys(countries)) {
    assert(
      legalEntities.some((entity) => entity.country === country),
      `retention.records.countries.${country} is a country of no legal entity`,
    );
  }
  for (const code of Object.keys(entities)) {
    assert(
      legalEntities.some((entity) => entity.code === code),
      `retention.records.legalEntities.${code} is no legal entity`,
    );
  }
  const terms = new Map<string, RecordTerm>();
  for (const { code, country } of legalEntities) {
    const own = entities[code];
    const term = own ?? countries[country];
    if (!term) continue;
    const { years, yearEndsInMonth = 12 } = term;
    terms.set(code, { years, yearEndsInMonth, saidOf: own ? 'legal-entity' : 'country' });
  }
  return terms;
}
