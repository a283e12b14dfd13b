import { expect, test } from 'vitest';
import { childrenOf, placeOf, readXmlTree, type XmlNode } from './read-xml-tree.ts';
import { XML_LIMITS } from './xml-limits.ts';

const vocabulary = new Map([
  ['urn:a', 'a:'],
  ['urn:b', 'b:'],
]);

test('names have the vocabulary’s prefixes, whatever the document calls them', async () => {
  const root = await tree('<x:r xmlns:x="urn:a" xmlns="urn:b"><n k="1"> one\n </n><n/></x:r>');
  expect(root.name).toBe('a:r');
  expect(childrenOf(root, 'b:n').map(({ text }) => text)).toEqual(['one', '']);
  expect(childrenOf(root, 'b:n')[0]?.attributes.get('k')).toBe('1');
});

test('elements of other namespaces are left out with all they hold', async () => {
  const root = await tree(
    '<a:r xmlns:a="urn:a">t<o xmlns="urn:o">no<a:x>no</a:x><o/></o><a:y>yes</a:y>u</a:r>',
  );
  expect(root.children.map(({ name, text }) => [name, text])).toEqual([['a:y', 'yes']]);
  expect(root.text).toBe('tu');
});

test('a root of another namespace says what it is', async () => {
  expect((await tree('<html xmlns="urn:o"><b/></html>')).name).toBe('{urn:o}html');
});

test('a node knows where it stands', async () => {
  const root = await tree('<a:r xmlns:a="urn:a">\n<a:x>\n<a:y/></a:x></a:r>');
  expect(placeOf(root.children[0]!.children[0]!)).toBe('a:r/a:x/a:y (line 3)');
});

test('text that nobody reads is not kept', async () => {
  const reading = await readXmlTree(bytesOf('<a:r xmlns:a="urn:a"><a:x>long</a:x>kept</a:r>'), {
    vocabulary,
    limits: XML_LIMITS,
    withoutText: new Set(['a:x']),
  });
  expect(reading).toMatchObject({ root: { text: 'kept', children: [{ text: '' }] } });
});

test('what the guarded reader refuses is refused', async () => {
  const reading = await readXmlTree(bytesOf('<!DOCTYPE r><r/>'), {
    vocabulary,
    limits: XML_LIMITS,
  });
  expect(reading).toMatchObject({ kind: 'refused', defect: { code: 'xml_doctype_forbidden' } });
});

async function tree(document: string): Promise<XmlNode> {
  const reading = await readXmlTree(bytesOf(document), { vocabulary, limits: XML_LIMITS });
  if (reading.kind === 'refused') throw new Error(reading.defect.detail);
  return reading.root;
}

async function* bytesOf(document: string) {
  yield Buffer.from(document);
}
