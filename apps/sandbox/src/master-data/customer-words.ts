/** The words that names and addresses of invented customers are made of. */

export type CountryProfile = {
  readonly country: 'AT' | 'BE' | 'DE' | 'FR' | 'GB' | 'NL' | 'US';
  readonly currency: 'EUR' | 'GBP' | 'USD';
  /** The company of the group that bills it. */
  readonly homeEntity: string;
  /** How many of them there are, relative to the others. */
  readonly weight: number;
  readonly legalForms: readonly string[];
  readonly cities: readonly (readonly [city: string, postalCode: string])[];
  /** Of a bank that does not exist. */
  readonly bic: string;
};

export const COUNTRIES: readonly CountryProfile[] = [
  {
    country: 'DE',
    currency: 'EUR',
    homeEntity: 'DE01',
    weight: 40,
    legalForms: ['GmbH', 'AG', 'GmbH & Co. KG', 'KG', 'e.K.'],
    cities: [
      ['Köln', '50667'],
      ['München', '80331'],
      ['Lübeck', '23552'],
      ['Gießen', '35390'],
      ['Leipzig', '04109'],
    ],
    bic: 'SNDBDEFFXXX',
  },
  {
    country: 'AT',
    currency: 'EUR',
    homeEntity: 'DE01',
    weight: 8,
    legalForms: ['GmbH', 'AG', 'OG'],
    cities: [
      ['Wien', '1010'],
      ['Graz', '8010'],
    ],
    bic: 'SNDBATWWXXX',
  },
  {
    country: 'FR',
    currency: 'EUR',
    homeEntity: 'DE01',
    weight: 10,
    legalForms: ['SARL', 'SA', 'SAS'],
    cities: [
      ['Orléans', '45000'],
      ['Besançon', '25000'],
    ],
    bic: 'SNDBFRPPXXX',
  },
  {
    country: 'NL',
    currency: 'EUR',
    homeEntity: 'DE01',
    weight: 8,
    legalForms: ['B.V.', 'N.V.'],
    cities: [
      ['Utrecht', '3511 AA'],
      ['Groningen', '9711 AA'],
    ],
    bic: 'SNDBNL2AXXX',
  },
  {
    country: 'BE',
    currency: 'EUR',
    homeEntity: 'DE01',
    weight: 6,
    legalForms: ['BV', 'NV', 'SRL'],
    cities: [
      ['Gent', '9000'],
      ['Liège', '4000'],
    ],
    bic: 'SNDBBEBBXXX',
  },
  {
    country: 'GB',
    currency: 'GBP',
    homeEntity: 'GB01',
    weight: 16,
    legalForms: ['Ltd', 'plc', 'LLP'],
    cities: [
      ['Leeds', 'LS1 1AA'],
      ['Bristol', 'BS1 4ST'],
      ['Glasgow', 'G1 1XQ'],
    ],
    bic: 'SNDBGB2LXXX',
  },
  {
    country: 'US',
    currency: 'USD',
    homeEntity: 'US01',
    weight: 12,
    legalForms: ['Inc.', 'LLC', 'Corp.'],
    cities: [
      ['Buffalo', '14202'],
      ['Albany', '12207'],
    ],
    bic: 'SNDBUS33XXX',
  },
];

/** Invented or too common to be anybody: with umlauts, accents, ampersands and apostrophes. */
export const STEMS: readonly string[] = [
  'Nordlicht',
  'Kranich',
  'Bäumler',
  'Seestern',
  'Meyer & Töchter',
  'Grünwald',
  'Fähre Sieben',
  'Weißdorn',
  "L'Étoile",
  'Chêne Vert',
  'Côte Brève',
  'Duinrand',
  'Windekind',
  'Van der Aa',
  'Harrow & Finch',
  "O'Malley",
  'Kestrel',
  'Thistledown',
  'Blackwater',
  'Juniper Ridge',
  'Copper Kettle',
  'Prairie Star',
  'Quartz Hill',
  'Zirbel',
  'Almrausch',
  'Ostwind',
  'Pfeffermühle',
  'Salamander',
  'Tidewater',
  'Ulmenhof',
];

export const TRADES: readonly string[] = [
  'Optik',
  'Logistics',
  'Maschinenbau',
  'Foods',
  'Laboratories',
  'Textiles',
  'Medizintechnik',
  'Shipping',
  'Brauerei',
  'Robotics',
  'Papier',
  'Energy',
  'Instruments',
  'Druckerei',
  'Ceramics',
  'Holzbau',
  'Aviation',
  'Chemie',
  'Media',
];

export const STREETS: readonly string[] = [
  'Hafenstraße',
  'Am Markt',
  'Mühlenweg',
  'Station Road',
  'Mill Lane',
  'Rue du Pont',
  'Kerkstraat',
  'Harbour Way',
  'Lindenallee',
];
