/**
 * Writes the code lists of the invoice rules (packages/canon/src/invoice-rules/code-lists) from the
 * lists that OpenPeppol, CEF and GOBL publish. Only the codes are taken, which are facts.
 *
 *   node tools/src/code-lists/generate-code-lists.ts <folder with peppol-codelists/ and gobl/>
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type List = {
  /** File name without `.ts`, and in upper case the name of the constant. */
  readonly name: string;
  readonly title: string;
  readonly files: readonly string[];
  /** Codes that the standard has and the published files leave out, each with its reason below. */
  readonly more?: string;
};

const TARGET = '../../../packages/canon/src/invoice-rules/code-lists';
const LINE_CHARACTERS_MAX = 100;

const LISTS: readonly List[] = [
  list('allowance-reason-codes', 'UNTDID 5189 (allowances)', ['UNCL5189']),
  list('charge-reason-codes', 'UNTDID 7161 (charges)', ['UNCL7161', 'gobl:untdid-charge']),
  list('country-codes', 'ISO 3166-1', ['ISO3166-1_Alpha2']),
  // CEF's list has transports that OpenPeppol does not route by (EM is e-mail, AS is AS2), and
  // schemes that are withdrawn and that archives are full of (Italy, German Leitweg).
  list('electronic-address-schemes', 'EAS', ['eas'], 'AN AQ AS AU EM 9906 9907 9958'),
  list('exemption-reason-codes', 'VATEX', ['VATEX', 'gobl:cef-vatex']),
  list('identifier-schemes', 'ISO 6523 (ICD)', ['icd']),
  list('invoice-type-codes', 'UNTDID 1001 (invoices and credit notes)', [
    'UNCL1001-inv',
    'UNCL1001-cn',
    'gobl:untdid-document-type',
  ]),
  list('item-class-schemes', 'UNTDID 7143 (item classes)', ['UNCL7143']),
  list('media-types', 'media types of EN 16931', ['MimeCode']),
  list('payment-means-codes', 'UNTDID 4461 (payment means)', ['UNCL4461']),
  list('reference-schemes', 'UNTDID 1153 (references)', ['UNCL1153']),
  list('tax-point-codes', 'UNTDID 2005 (VAT point)', ['UNCL2005']),
  list('unit-codes', 'UN/ECE recommendations 20 and 21 (units)', ['UNECERec20-11e']),
  list('vat-category-codes', 'UNTDID 5305 (VAT categories)', ['UNCL5305']),
];

const [source] = process.argv.slice(2);
if (source === undefined) {
  console.error('Say where the published lists are: the folder with peppol-codelists/ and gobl/.');
  process.exitCode = 2;
} else {
  for (const each of LISTS) writeList(source, each);
}

function list(name: string, title: string, files: readonly string[], more?: string): List {
  return { name, title, files, ...(more !== undefined && { more }) };
}

function writeList(folder: string, { name, title, files, more = '' }: List): void {
  const codes = new Set([
    ...files.flatMap((file) => codesOf(folder, file)),
    ...more.split(' ').filter(Boolean),
  ]);
  const sorted = [...codes].sort();
  const constant = name.toUpperCase().replaceAll('-', '_');
  const path = join(import.meta.dirname, TARGET, `${name}.ts`);
  writeFileSync(
    path,
    `/** Written by tools/src/code-lists, not by hand: ${sorted.length} codes. */\n\n` +
      `import { codeList } from './code-list.ts';\n\n` +
      `export const ${constant} = codeList(\n  '${title}',\n  \`\n${wrapped(sorted)}\n\`,\n);\n`,
  );
}

function codesOf(folder: string, file: string): readonly string[] {
  if (file.startsWith('gobl:')) return codesOfGobl(folder, file.slice('gobl:'.length));
  const path = join(folder, 'peppol-codelists', 'codelist', `${file}.xml`);
  return [...readFileSync(path, 'utf8').matchAll(/<Id>([^<\s]+)<\/Id>/g)].map(([, id]) => id ?? '');
}

function codesOfGobl(folder: string, key: string): readonly string[] {
  for (const catalogue of ['untdid', 'cef']) {
    const path = join(folder, 'gobl', 'catalogues', `${catalogue}.json`);
    const { extensions } = JSON.parse(readFileSync(path, 'utf8')) as Catalogue;
    const found = extensions.find((extension) => extension.key === key);
    if (found) return found.values.map(({ code }) => code);
  }
  throw new Error(`no catalogue has ${key}`);
}

function wrapped(codes: readonly string[]): string {
  const lines: string[] = [];
  let line = ' ';
  for (const code of codes) {
    if (line.length + 1 + code.length > LINE_CHARACTERS_MAX) {
      lines.push(line);
      line = ' ';
    }
    line += ` ${code}`;
  }
  return [...lines, line].join('\n');
}

type Catalogue = {
  readonly extensions: readonly {
    readonly key: string;
    readonly values: readonly { readonly code: string }[];
  }[];
};
