/**
 * Currencies of ISO 4217 with the number of decimals of each, and withdrawn ones that statements
 * and open items of past years still name.
 */

import { assert } from './assert.ts';
import type { Brand } from './brand.ts';

export type CurrencyCode = Brand<'CurrencyCode'>;

/** Undefined when ISO 4217 does not know the code. Codes are upper case. */
export function parseCurrency(code: string): CurrencyCode | undefined {
  return MINOR_DIGITS.has(code) ? (code as CurrencyCode) : undefined;
}

/** For literals in code and tests: a code that ISO 4217 does not know is a programmer's error. */
export function currency(code: string): CurrencyCode {
  assert(MINOR_DIGITS.has(code), `${code} is not a currency of ISO 4217`);
  return code as CurrencyCode;
}

/** Digits after the point: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(code: CurrencyCode): number {
  const digits = MINOR_DIGITS.get(code);
  assert(digits !== undefined, `${code} is a currency of ISO 4217`);
  return digits;
}

const MINOR_DIGITS: ReadonlyMap<string, number> = new Map([
  ...withDigits(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...withDigits(2, 'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN'),
  ...withDigits(2, 'BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP'),
  ...withDigits(2, 'ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR'),
  ...withDigits(2, 'IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT'),
  ...withDigits(2, 'MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP'),
  ...withDigits(2, 'PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC'),
  ...withDigits(2, 'SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD'),
  ...withDigits(2, 'XCD XCG YER ZAR ZMW ZWG'),
  ...withDigits(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...withDigits(4, 'CLF UYW'),
  // Withdrawn, kept because archives are read: the euro's predecessors and recent redenominations.
  ...withDigits(0, 'BEF BYR ESP GRD ITL LUF PTE TRL'),
  ...withDigits(2, 'ANG ATS BGN CYP DEM EEK FIM FRF HRK IEP LTL LVL MRO MTL NLG ROL SIT SKK SLL'),
  ...withDigits(2, 'STD VEF ZMK ZWL'),
]);

function withDigits(digits: number, codes: string): (readonly [string, number])[] {
  return codes.split(' ').map((code) => [code, digits] as const);
}
