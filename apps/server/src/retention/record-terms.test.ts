import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { recordTermsOf } from './record-terms.ts';
import { RetentionSettings, retentionTermsOf, USUAL_RETENTION } from './retention-terms.ts';

const COMPANY = {
  legalEntities: [
    { code: 'DE01', country: 'DE' },
    { code: 'DE02', country: 'DE' },
    { code: 'GB01', country: 'GB' },
  ],
};

test('without a setting there is no term', () => {
  expect(recordTermsOf(COMPANY).size).toBe(0);
  expect(recordTermsOf({ ...COMPANY, retention: {} }).size).toBe(0);
});

test('a legal entity has its own term, or that of its country, or none', () => {
  const records = {
    countries: { DE: { years: 10 } },
    legalEntities: { DE02: { years: 12, yearEndsInMonth: 6 } },
  };
  expect([...recordTermsOf({ ...COMPANY, retention: { records } })]).toEqual([
    ['DE01', { years: 10, yearEndsInMonth: 12, saidOf: 'country' }],
    ['DE02', { years: 12, yearEndsInMonth: 6, saidOf: 'legal-entity' }],
  ]);
});

test.each([
  [{ countries: { FR: { years: 10 } } }, 'retention.records.countries.FR'],
  [{ legalEntities: { DE03: { years: 10 } } }, 'retention.records.legalEntities.DE03'],
])('%j is refused, and it is said which setting it is', (records, name) => {
  expect(() => recordTermsOf({ ...COMPANY, retention: { records } })).toThrow(name);
});

test.each([
  [{ years: 5 }, '/records/countries/DE/years'],
  [{ years: 6.5 }, '/records/countries/DE/years'],
  [{ years: 101 }, '/records/countries/DE/years'],
  [{ years: 10, yearEndsInMonth: 13 }, '/records/countries/DE/yearEndsInMonth'],
  [{ years: 10, days: 3 }, '/records/countries/DE/days'],
  [{}, '/records/countries/DE'],
])('of a term of %j it is said where it is wrong: %s', (term, place) => {
  const [first] = Value.Errors(RetentionSettings, { records: { countries: { DE: term } } });
  expect(first?.instancePath).toBe(place);
});

test('six years are enough, and a hundred are not too many', () => {
  for (const years of [6, 100]) {
    expect(Value.Check(RetentionSettings, { records: { countries: { DE: { years } } } })).toBe(
      true,
    );
  }
});

test('terms of records are no term of what is deleted by itself', () => {
  const records = { countries: { DE: { years: 10 } } };
  expect(retentionTermsOf({ records, idempotencyKeysDays: 60 })).toEqual({
    ...USUAL_RETENTION,
    idempotencyKeysDays: 60,
  });
  expect(retentionTermsOf()).toEqual(USUAL_RETENTION);
});
