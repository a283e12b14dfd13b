/**
 * How alike two names of companies or people are, from 0 to 1: without case, accents, punctuation,
 * legal forms and the order of words, by edit distance.
 */

import { distance } from 'fastest-levenshtein';

export function nameSimilarity(left: string, right: string): number {
  return similarityOfFolded(foldName(left), foldName(right));
}

/** Of names that were folded already; zero when they are too different in length to be alike. */
export function similarityOfFolded(one: string, other: string): number {
  const [shorter, longer] = [
    Math.min(one.length, other.length),
    Math.max(one.length, other.length),
  ];
  if (shorter * 2 < longer || shorter === 0) return 0;
  return 1 - distance(one, other) / longer;
}

/** Banks cut names at 70 characters, or 35 in older formats; longer ones gain nothing. */
export function foldName(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase();
  const words = plain.replaceAll(/[.'’]/g, '').match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) => !LEGAL_FORMS.has(word));
  return (telling.length > 0 ? telling : words).sort().join(' ').slice(0, NAME_CHARACTERS_MAX);
}

const NAME_CHARACTERS_MAX = 70;

/** Payers and master data write them, or do not. */
const LEGAL_FORMS: ReadonlySet<string> = new Set(
  (
    'AB AG AS ASA APS BV BVBA CO COMPANY CORP CORPORATION CV DBA EG EK EKFM EV GBR GESMBH GMBH INC ' +
    'INCORPORATED KG KGAA KFT LIMITED LLC LLP LP LTD LTDA MBH NV OHG OOO OY OYJ PARTG PBC PLC PTY ' +
    'PVT SA SARL SAS SASU SCA SCS SE SL SLU SNC SP SPA SPOL SPRL SPZOO SRL SRO UAB UG VOF UND AND ET'
  ).split(' '),
);
