/**
 * The cases that CEN and OpenPeppol publish for their validators: fragments of documents, each with
 * the rule that it keeps or breaks. They are read as drafts and checked with our rules.
 */

import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ARITHMETIC_RULES, checkInvoice, EN_16931_RULES, PEPPOL_RULES } from '@kontor/canon';
import { testData } from '@kontor/testing/test-data';
import { readXmlTree, type XmlNode } from '../xml/read-xml-tree.ts';
import { EINVOICE_VOCABULARY } from './einvoice-vocabulary.ts';
import { elementReading } from './element-reading.ts';
import { draftOfEInvoice, EINVOICE_LIMITS } from './read-einvoice.ts';

const folder = testData('einvoice');
if (folder === undefined)
  console.warn('The test data are absent: published rule cases are skipped.');

describe.skipIf(folder === undefined)('the published cases', async () => {
  const cases = folder === undefined ? [] : await publishedCases(folder);
  const covered = new Map<string, { kept: number; broken: number }>();
  const inScope = cases.filter(({ rule }) => isInScope(rule));

  test.each(inScope.map((each) => [each.name, each] as const))('%s', (name, each) => {
    const isBroken = codesOf(each.document).has(ALIASES.get(each.rule) ?? each.rule);
    const reason = DIFFERENT.get(name);
    if (reason !== undefined) {
      expect(isBroken, `${name} is listed as different and no longer is`).not.toBe(each.isBroken);
      return;
    }
    expect(isBroken).toBe(each.isBroken);
    const count = covered.get(each.rule) ?? { kept: 0, broken: 0 };
    covered.set(each.rule, count);
    count[each.isBroken ? 'broken' : 'kept'] += 1;
  });

  test('every rule is in scope, or has a reason not to be', () => {
    const known = cases.map(({ rule }) => rule).filter(isInScope);
    expect([...new Set(known)].filter((rule) => !OURS.test(rule))).toEqual([]);
  });

  test('every case that is listed as different exists', () => {
    const names = new Set(inScope.map(({ name }) => name));
    expect([...DIFFERENT.keys()].filter((name) => !names.has(name))).toEqual([]);
  });

  afterAll(() => {
    const rules = [...covered].sort(([left], [right]) => (left < right ? -1 : 1));
    const sum = (of: 'kept' | 'broken') => rules.reduce((total, [, count]) => total + count[of], 0);
    console.info(
      `Published cases: ${cases.length}, in scope ${inScope.length}; ${rules.length} rules with ` +
        `${sum('broken')} cases that break and ${sum('kept')} that keep them (broken/kept):\n` +
        rules.map(([rule, { broken, kept }]) => `${rule} ${broken}/${kept}`).join(', '),
    );
  });
});

type PublishedCase = {
  /** File, number of the case in it, and rule. */
  readonly name: string;
  readonly rule: string;
  readonly isBroken: boolean;
  readonly document: XmlNode;
};

async function publishedCases(root: string): Promise<readonly PublishedCase[]> {
  const cases: PublishedCase[] = [];
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/^(en16931-unit-ubl|peppol-unit|en16931-examples\/test\/cii).*\.xml$/.test(file)) continue;
    const tree = await readXmlTree(createReadStream(join(root, file)), {
      vocabulary: new Map([...EINVOICE_VOCABULARY, [VALIDATOR, 'test:']]),
      limits: EINVOICE_LIMITS,
    });
    if (tree.kind === 'refused') throw new Error(`${file}: ${tree.defect.detail}`);
    for (const [index, node] of testsIn(tree.root).entries()) {
      const [asserts, document] = partsOf(node);
      if (!asserts || !document) continue;
      for (const { name: kind, text: rule } of asserts.children) {
        if (!OUTCOMES.has(kind)) continue;
        const name = `${file.split('/').slice(-2).join('/')} ${index + 1} ${rule}`;
        cases.push({ name, rule, isBroken: kind !== 'test:success', document });
      }
    }
  }
  return cases;
}

function testsIn(node: XmlNode): readonly XmlNode[] {
  return node.children.flatMap((child) => (child.name === 'test:test' ? [child] : testsIn(child)));
}

function partsOf(node: XmlNode): readonly [asserts?: XmlNode, document?: XmlNode] {
  const asserts = node.children.find(({ name }) => name === 'test:assert');
  const document = node.children.find(({ name }) => name !== 'test:assert');
  return [asserts, document].filter((part) => part !== undefined) as [XmlNode, XmlNode];
}

function codesOf(document: XmlNode): ReadonlySet<string> {
  const read = elementReading();
  const drafted = draftOfEInvoice(read, withIdentifiersFilled(document));
  const broken = drafted
    ? checkInvoice(drafted.draft, {
        as: 'received',
        rules: [...EN_16931_RULES, ...ARITHMETIC_RULES, ...PEPPOL_RULES],
      })
    : [];
  const codes = [...read.defects, ...read.warnings, ...broken].map(({ code }) => code);
  const decimals = codes.some((code) => code.startsWith('BR-DEC-')) ? ['BR-DEC'] : [];
  return new Set([...codes, ...decimals]);
}

/**
 * The cases about schemes leave the identifiers themselves empty, which we read as no identifier.
 */
function withIdentifiersFilled(node: XmlNode): XmlNode {
  const isEmpty = node.children.length === 0 && node.text === '';
  const text = isEmpty && node.attributes.has('schemeID') ? '1' : node.text;
  return { ...node, text, children: node.children.map(withIdentifiersFilled) };
}

function isInScope(rule: string): boolean {
  return reasonToLeaveOut(rule) === undefined;
}

function reasonToLeaveOut(rule: string): string | undefined {
  return LEFT_OUT.find(([pattern]) => pattern.test(rule))?.[1];
}

/** What is published and not ours to check: rules, and why. */
const LEFT_OUT: readonly (readonly [rules: RegExp, reason: string])[] = [
  [/^(DE|DK|GR|IT|NL|NO|SE)-R-/, 'A rule of one country for its own sellers.'],
  [/^PEPPOL-COMMON-R0(4[2-9]|50)$/, 'Check digits of national company numbers.'],
  [/^PEPPOL-EN16931-P01/, 'Codes that the Peppol network permits or pairs.'],
  [/^PEPPOL-EN16931-R00[1-7]$/, 'What Peppol asks of process, references and notes.'],
  [/^PEPPOL-EN16931-R0(10|20)$/, 'Electronic addresses, which Peppol needs to deliver.'],
  [/^PEPPOL-EN16931-R043$/, 'That a boolean is a word: the schemas permit 0 and 1.'],
  [/^PEPPOL-EN16931-R05[345]$/, 'How VAT totals repeat in two currencies; BR-CO-15 and BR-53.'],
  [/^PEPPOL-EN16931-R080$/, 'How often a project may be named, which is no amount.'],
  [/^UBL-SR-43$/, 'Where a document reference may have a scheme.'],
  [/^UBL-DT-06$/, 'Media types of attachments that are not given; attachments are not kept.'],
];

/** EN 16931, what OpenPeppol says about amounts, periods and units, and bindings of UBL. */
const OURS =
  /^(BR-|PEPPOL-EN16931-(R(04[016]|051|1\d\d)|CL00\d|F001)$|UBL-(SR-(12|42|44|47)|DT-01)$)/;

/** Rules that we have under another name: the standard's own, or the reader's. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ...Array.from({ length: 10 }, (_, index) => aliasOf('BR-AF', 'BR-IG', index + 1)),
  ...Array.from({ length: 10 }, (_, index) => aliasOf('BR-AG', 'BR-IP', index + 1)),
  ['PEPPOL-EN16931-CL001', 'BR-CL-24'],
  ['PEPPOL-EN16931-CL002', 'BR-CL-19'],
  ['PEPPOL-EN16931-CL003', 'BR-CL-20'],
  ['PEPPOL-EN16931-CL007', 'BR-CL-03'],
  ['PEPPOL-EN16931-CL008', 'BR-CL-25'],
  ['PEPPOL-EN16931-F001', 'no_such_day'],
  ['UBL-SR-12', 'element_repeated'],
  ['UBL-SR-42', 'element_repeated'],
  ['UBL-DT-01', 'BR-DEC'],
]);

function aliasOf(validator: string, standard: string, number: number): readonly [string, string] {
  const suffix = `${number}`.padStart(2, '0');
  return [`${validator}-${suffix}`, `${standard}-${suffix}`];
}

/** Where we decide otherwise than the published validator, and why. */
const DIFFERENT: ReadonlyMap<string, string> = new Map([
  ...[
    'unit-CII-PEPPOL/PEPPOL-EN16931-CL001.xml 2 PEPPOL-EN16931-CL001',
    'unit-CII-PEPPOL/PEPPOL-EN16931-CL007.xml 2 PEPPOL-EN16931-CL007',
    'unit-CII-PEPPOL/PEPPOL-EN16931-F001.xml 2 PEPPOL-EN16931-F001',
    'unit-CII-PEPPOL/PEPPOL-EN16931-F001.xml 3 PEPPOL-EN16931-F001',
    'unit-UBL-PEPPOL/PEPPOL-EN16931-CL001.xml 2 PEPPOL-EN16931-CL001',
  ].map((name) => [name, 'The element stands where no document has it.'] as const),
  [
    'unit-UBL-PEPPOL/PEPPOL-EN16931-CL008.xml 4 PEPPOL-EN16931-CL008',
    'The German scheme 9958 is withdrawn, and archives have it.',
  ],
  ['cii/BR-CO-15-2.xml 3 BR-CO-15', 'VAT in a third currency is refused as PEPPOL-EN16931-R051.'],
  [
    'cii/BR-CO-17.xml 2 BR-CO-17',
    'Off by exactly one unit: CII permits it, UBL does not, nor do we.',
  ],
  [
    'cii/BR-CO-17.xml 3 BR-CO-17',
    'Off by exactly one unit: CII permits it, UBL does not, nor do we.',
  ],
  ['CreditNote-unit-UBL/BR-03.xml 1 BR-03', 'The issue date is “123”, which is no date.'],
  ['Invoice-unit-UBL/BR-CL-03.xml 1 BR-CL-03', 'XBB is a unit of bond markets, not money.'],
  [
    'unit-UBL-PEPPOL/PEPPOL-EN16931-R120.xml 11 PEPPOL-EN16931-R120',
    'The line has neither quantity nor net amount, which BR-22 and BR-24 say.',
  ],
]);

const OUTCOMES: ReadonlySet<string> = new Set(['test:success', 'test:error', 'test:warning']);
const VALIDATOR = 'http://difi.no/xsd/vefa/validator/1.0';
