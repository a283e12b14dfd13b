/**
 * GOBL converts the same documents from and to UBL; its totals and ours have to be the same money.
 */

import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { currency, fromDecimal } from '@kontor/kernel';
import { describe, expect, test } from 'vitest';
import { testData } from '@kontor/testing/test-data';
import { readEInvoice } from './read-einvoice.ts';

const folder = testData('einvoice/gobl-ubl');
if (folder === undefined) console.warn('The test data are absent: GOBL’s totals are skipped.');

describe.skipIf(folder === undefined)('the totals of GOBL', () => {
  const pairs = folder === undefined ? [] : pairsIn(folder);

  test.each(pairs)('%s', async (xml, json) => {
    const reading = await readEInvoice(createReadStream(join(folder!, xml)));
    if (reading.kind === 'refused') return; // example-documents.test.ts says why
    const { totals, currency: code } = reading.invoice;
    const gobl = totalsOf(json, folder!);
    const money = (text: string | undefined) => text && fromDecimal(text, currency(code));
    const reason = DIFFERENT.get(xml);
    const isSame = NAMES.every(([ours, theirs, other]) => {
      const expected = gobl[theirs] ?? (other && gobl[other]);
      const isAbsent = expected === undefined;
      return isAbsent || sameMinor(money(totals[ours] ?? '0'), money(expected));
    });
    expect(isSame, `${JSON.stringify(totals)} ${JSON.stringify(gobl)}`).toBe(reason === undefined);
  });
});

type GoblTotals = Readonly<Record<string, string | undefined>>;

const NAMES = [
  ['lineNet', 'sum', undefined],
  ['allowances', 'discount', undefined],
  ['charges', 'charge', undefined],
  ['net', 'total', undefined],
  ['tax', 'tax', undefined],
  ['gross', 'total_with_tax', undefined],
  ['prepaid', 'advance', undefined],
  ['payable', 'due', 'payable'],
] as const;

function sameMinor(
  left: ReturnType<typeof fromDecimal> | '',
  right: ReturnType<typeof fromDecimal> | '',
): boolean {
  return typeof left === 'object' && typeof right === 'object' && left.minor === right.minor;
}

function totalsOf(json: string, root: string): GoblTotals {
  const parsed = JSON.parse(readFileSync(join(root, json), 'utf8')) as GoblDocument;
  return (parsed.doc ?? parsed).totals ?? {};
}

type GoblDocument = { readonly doc?: GoblDocument; readonly totals?: GoblTotals };

/**
 * A document and the JSON beside its folder `out`, whichever of the two was made from the other.
 */
function pairsIn(root: string): readonly (readonly [xml: string, json: string])[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.xml'))
    .map((xml) => {
      const json = xml.replace(/\.xml$/, '.json');
      const name = json.split('/').at(-1) ?? '';
      const parsed = json.replace(name, `out/${name}`);
      return [xml, xml.includes('/out/') ? json.replace('/out/', '/') : parsed] as const;
    })
    .filter(([, json]) => existsSync(join(root, json)));
}

/** GOBL multiplies the lines anew, and leaves out the rounding of the amount due (BT-114). */
const DIFFERENT: ReadonlyMap<string, string> = new Map([
  ['parse/en16931/ubl-example2.xml', 'Its first line is not quantity × price.'],
  ['parse/en16931/ubl-example3.xml', 'Its lines are not quantity × price.'],
  ['parse/peppol/sg-invoice.xml', 'It has a rounding.'],
]);
