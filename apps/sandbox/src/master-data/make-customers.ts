/**
 * Customers of the group. Their number, name and order are the same for the same seed, and the
 * first hundred are the same however many are asked for.
 */

import { assert, present, seededRandom, type Random } from '@kontor/kernel';
import { makeAmericanAccount, makeIban } from './bank-account.ts';
import { COUNTRIES, STEMS, STREETS, TRADES, type CountryProfile } from './customer-words.ts';
import type { SandboxCustomer, SandboxLegalEntity } from './sandbox-company.ts';
import { makeVatId } from './vat-id.ts';

type CustomersOptions = {
  readonly count: number;
  readonly legalEntities: readonly Pick<SandboxLegalEntity, 'code'>[];
  readonly seed: number;
};

export function makeCustomers({
  count,
  legalEntities,
  seed,
}: CustomersOptions): readonly SandboxCustomer[] {
  assert(
    count >= 0 && count <= CUSTOMERS_MAX,
    `the sandbox has at most ${CUSTOMERS_MAX} customers`,
  );
  const profiles = COUNTRIES.filter(({ homeEntity }) =>
    legalEntities.some(({ code }) => code === homeEntity),
  );
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const profile = pickProfile(profiles, random);
    return makeCustomer({ index, profile, legalEntities, random });
  });
}

type CustomerOptions = {
  readonly index: number;
  readonly profile: CountryProfile;
  readonly legalEntities: readonly Pick<SandboxLegalEntity, 'code'>[];
  readonly random: Random;
};

function makeCustomer(options: CustomerOptions): SandboxCustomer {
  const { index, profile, legalEntities, random } = options;
  const { country, currency, homeEntity } = profile;
  const others = legalEntities.map(({ code }) => code).filter((code) => code !== homeEntity);
  const billedElsewhere = random.fraction() < SHARE_BILLED_BY_TWO;
  const [city, postalCode] = pick(profile.cities, random);
  return {
    number: `C${FIRST_NUMBER + index}`,
    name: makeName(index, profile, random),
    country,
    ...(country !== 'US' && { vatId: makeVatId(country, random) }),
    ...makeAccount(profile, random),
    legalEntities:
      billedElsewhere && others.length > 0 ? [homeEntity, pick(others, random)] : [homeEntity],
    blocked: index % EVERY_NTH_BLOCKED === EVERY_NTH_BLOCKED - 1,
    address: {
      line1: `${pick(STREETS, random)} ${1 + Math.floor(random.fraction() * 120)}`,
      postalCode,
      city,
      country,
    },
    currency,
    paymentDays: pick([14, 30, 30, 30, 45, 60], random),
  };
}

/** Stem and trade count through all pairs, so that no two names are alike. */
function makeName(index: number, { legalForms }: CountryProfile, random: Random): string {
  const stem = present(STEMS[index % STEMS.length], 'inside the list');
  const turn = Math.floor(index / STEMS.length);
  const trade = present(TRADES[(index + turn) % TRADES.length], 'inside the list');
  const later = Math.floor(turn / TRADES.length);
  return [stem, trade, ...(later > 0 ? [String(later + 1)] : []), pick(legalForms, random)].join(
    ' ',
  );
}

function makeAccount(
  { country, bic }: CountryProfile,
  random: Random,
): Pick<SandboxCustomer, 'ibans' | 'bankAccount'> {
  if (country === 'US') {
    const { routing, number } = makeAmericanAccount(random);
    return { ibans: [], bankAccount: { account: `${routing}/${number}`, bic } };
  }
  const iban = makeIban(country, random);
  return { ibans: [iban], bankAccount: { account: iban, bic } };
}

function pickProfile(profiles: readonly CountryProfile[], random: Random): CountryProfile {
  const total = profiles.reduce((sum, { weight }) => sum + weight, 0);
  let left = random.fraction() * total;
  for (const profile of profiles) {
    left -= profile.weight;
    if (left < 0) return profile;
  }
  return present(profiles.at(-1), 'a group has at least one country');
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  return present(items[Math.floor(random.fraction() * items.length)], 'the list is not empty');
}

const FIRST_NUMBER = 10_001;

/** A realistic few, and enough to meet one in a day. */
const EVERY_NTH_BLOCKED = 50;

const SHARE_BILLED_BY_TWO = 0.15;

/** What a simulated system loads in a moment. */
const CUSTOMERS_MAX = 100_000;
