import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { readXml } from './read-xml.ts';
import { refuse } from './refuse.ts';
import { XML_LIMITS } from './xml-limits.ts';

describe('a document', () => {
  test('is told as elements, attributes and text', async () => {
    const told = await read(
      '<?xml version="1.0"?><a:r xmlns:a="urn:x" n="1" a:m="2">t<b/>&amp;<![CDATA[<]]></a:r>',
    );
    expect(told.defect).toBeUndefined();
    expect(told.events).toEqual([
      'open {urn:x}r n=1 {urn:x}m=2',
      'text t',
      'open {}b',
      'close b',
      'text &',
      'text <',
      'close r',
    ]);
  });

  test('keeps the line of every element', async () => {
    const lines: number[] = [];
    const open = (_name: string, _uri: string, _attributes: unknown, line: number) => {
      lines.push(line);
    };
    await readXml(bytesOf('<a>\n<b/>\r\n<c/>\n</a>'), { ...deaf, open });
    expect(lines).toEqual([1, 2, 3]);
  });

  test('ends where its handler refuses, with the handler’s defect', async () => {
    const defect = { code: 'enough', at: 'here', detail: 'No more.' };
    const open = (name: string) => {
      if (name === 'b') refuse(defect);
    };
    expect(await readXml(bytesOf('<a><b/><c/></a>'), { ...deaf, open })).toEqual(defect);
  });

  test('lets a violation in a handler through as what it is', async () => {
    const open = () => {
      throw new RangeError('a bug');
    };
    await expect(readXml(bytesOf('<a/>'), { ...deaf, open })).rejects.toThrow(RangeError);
  });

  test('lets a broken source through: it says nothing about the document', async () => {
    async function* breaking() {
      yield Buffer.from('<a>');
      throw new Error('connection lost');
    }
    await expect(readXml(breaking(), deaf)).rejects.toThrow('connection lost');
  });
});

describe('the encoding', () => {
  test.each<[string, Uint8Array, string]>([
    ['UTF-8 without a declaration', Buffer.from('<a>Zürich €</a>'), 'Zürich €'],
    ['UTF-8 with its mark', Buffer.from('\uFEFF<?xml version="1.0"?><a>ü</a>'), 'ü'],
    ['ISO-8859-1', latin('<?xml version="1.0" encoding="ISO-8859-1"?><a>\xfc \xdf</a>'), 'ü ß'],
    ['windows-1252', latin("<?xml version='1.0' encoding='windows-1252'?><a>\x80</a>"), '€'],
    ['ISO-8859-15', latin('<?xml version="1.0" encoding="iso-8859-15"?><a>\xa4</a>'), '€'],
  ])('%s is read', async (_name, bytes, text) => {
    for (const size of [1, 7, 10_000]) {
      const told = await read(bytes, size);
      expect(told.defect).toBeUndefined();
      expect(told.text).toBe(text);
    }
  });

  test.each<[string, Uint8Array, string]>([
    ['UTF-16 with its mark', Buffer.from('\uFEFF<a/>', 'utf16le'), 'xml_encoding_unsupported'],
    ['UTF-16 without its mark', Buffer.from('<a/>', 'utf16le'), 'xml_encoding_unsupported'],
    ['UTF-16, the other way', Buffer.from('<a/>', 'utf16le').swap16(), 'xml_encoding_unsupported'],
    ['UTF-32', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x3c]), 'xml_encoding_unsupported'],
    ['UTF-7', latin('<?xml version="1.0" encoding="UTF-7"?><a/>'), 'xml_encoding_unsupported'],
    [
      'a false mark',
      Buffer.from('\uFEFF<?xml version="1.0" encoding="ISO-8859-1"?><a/>'),
      'xml_encoding_unsupported',
    ],
    ['Latin text that claims to be UTF-8', latin('<a>\xfc</a>'), 'xml_text_not_in_encoding'],
    ['an overlong form', latin('<a>\xc0\xbc</a>'), 'xml_text_not_in_encoding'],
    ['half a surrogate', latin('<a>\xed\xa0\x80</a>'), 'xml_text_not_in_encoding'],
    ['half a character at the end', latin('<a></a>\xc3'), 'xml_text_not_in_encoding'],
    ['XML 1.1', Buffer.from('<?xml version="1.1"?><a/>'), 'xml_version_unsupported'],
  ])('%s is refused', async (_name, bytes, code) => {
    for (const size of [1, 7, 10_000]) expect((await read(bytes, size)).defect?.code).toBe(code);
  });
});

describe('broken markup is refused', () => {
  test.each([
    ['nothing at all', '', 'xml_incomplete'],
    ['only white space', ' \n ', 'xml_incomplete'],
    ['no markup', 'hello', 'xml_malformed'],
    ['an element left open', '<a><b></b>', 'xml_incomplete'],
    ['a tag left open', '<a', 'xml_incomplete'],
    ['crossed elements', '<a><b></a></b>', 'xml_malformed'],
    ['two roots', '<a/><b/>', 'xml_malformed'],
    ['text after the root', '<a/>text', 'xml_malformed'],
    ['an unbound prefix', '<x:a/>', 'xml_malformed'],
    ['an unbound prefix on an attribute', '<a x:b="1"/>', 'xml_malformed'],
    ['one attribute twice', '<a b="1" b="2"/>', 'xml_malformed'],
    [
      'one attribute twice by namespace',
      '<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>',
      'xml_malformed',
    ],
    ['an entity nobody declared', '<a>&nbsp;</a>', 'xml_malformed'],
    ['an entity named for a property', '<a>&constructor;</a>', 'xml_malformed'],
    ['a control character', '<a>\u0000</a>', 'xml_malformed'],
    ['a reference to a control character', '<a>&#0;</a>', 'xml_malformed'],
    ['a bare ampersand', '<a>Smith & Sons; London</a>', 'xml_malformed'],
    ['an unquoted attribute', '<a b=1/>', 'xml_malformed'],
    ['a declaration that comes late', ' <?xml version="1.0"?><a/>', 'xml_malformed'],
    ['an unfinished CDATA', '<a><![CDATA[x</a>', 'xml_incomplete'],
  ])('%s', async (_name, document, code) => {
    const { defect } = await read(document);
    expect(defect?.code).toBe(code);
    expect(defect?.at).toMatch(/^line \d+$/);
  });

  test('with the line', async () => {
    expect((await read('<a>\n\n<b>\n</a>')).defect?.at).toBe('line 4');
  });
});

describe('an attack', () => {
  test.each<[string, () => Iterable<string>, string]>([
    ['billion laughs', billionLaughs, 'xml_doctype_forbidden'],
    ['quadratic blow-up', quadraticBlowUp, 'xml_text_too_long'],
    ['a small quadratic blow-up', () => quadraticBlowUp(1_000), 'xml_doctype_forbidden'],
    [
      'an external entity from a file',
      () => external('file:///etc/passwd'),
      'xml_doctype_forbidden',
    ],
    [
      'an external entity over HTTP',
      () => external('http://127.0.0.1:9/'),
      'xml_doctype_forbidden',
    ],
    ['a parameter entity', parameterEntity, 'xml_doctype_forbidden'],
    [
      'an external subset',
      () => ['<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>'],
      'xml_doctype_forbidden',
    ],
    [
      'a doctype that never ends',
      () => endless('<!DOCTYPE a [', '<!ENTITY x "y">', 4e6),
      'xml_text_too_long',
    ],
    ['200,000 levels', () => endless('', '<a>', 200_000), 'xml_too_deep'],
    [
      '200,000 levels with namespaces',
      () => endless('', '<a xmlns="urn:x">', 200_000),
      'xml_too_deep',
    ],
    ['200,000 attributes', manyAttributes, 'xml_text_too_long'],
    ['65 attributes', () => ['<a', ...many(65), '/>'], 'xml_too_many_attributes'],
    ['200,000 namespaces', manyNamespaces, 'xml_text_too_long'],
    ['a text of 50 MB', () => endless('<a>', 'x'.repeat(1_000), 50_000), 'xml_text_too_long'],
    [
      'a text of 50 MB of references',
      () => endless('<a>', '&lt;'.repeat(250), 50_000),
      'xml_text_too_long',
    ],
    [
      'an attribute of 50 MB',
      () => endless('<a b="', 'x'.repeat(1_000), 50_000),
      'xml_text_too_long',
    ],
    [
      'a comment of 50 MB',
      () => endless('<a><!--', 'x'.repeat(1_000), 50_000),
      'xml_text_too_long',
    ],
    [
      'an instruction of 50 MB',
      () => endless('<a><?p ', 'x'.repeat(1_000), 50_000),
      'xml_text_too_long',
    ],
    [
      'a CDATA of 50 MB',
      () => endless('<a><![CDATA[', 'x]'.repeat(500), 50_000),
      'xml_text_too_long',
    ],
    ['a name of 50 MB', () => endless('<', 'x'.repeat(1_000), 50_000), 'xml_text_too_long'],
    [
      'an entity name of 50 MB',
      () => endless('<a>&', 'x'.repeat(1_000), 50_000),
      'xml_text_too_long',
    ],
    [
      '50 MB of white space in a tag',
      () => endless('<a ', ' '.repeat(1_000), 50_000),
      'xml_text_too_long',
    ],
  ])('%s is refused within a second and in flat memory', async (_name, document, code) => {
    const heapBefore = process.memoryUsage().heapUsed;
    const started = performance.now();
    const defect = await readXml(streamOf(document()), deaf);
    expect(defect?.code).toBe(code);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(64e6);
  });

  test('as one buffer is cut into pieces before it is looked at', async () => {
    const defect = await readXml(bytesOf('<a>' + 'x'.repeat(50e6), 60e6), deaf);
    expect(defect?.code).toBe('xml_text_too_long');
  });

  test.each([
    [{ bytesMax: 20 }, 'xml_too_long'],
    [{ elementsMax: 2 }, 'xml_too_many_elements'],
    [{ depthMax: 2 }, 'xml_too_deep'],
  ])('over the limit %o is refused', async (limit, code) => {
    const defect = await readXml(bytesOf('<a><b><c/></b><d/></a>'), deaf, {
      ...XML_LIMITS,
      ...limit,
    });
    expect(defect?.code).toBe(code);
  });

  test('is not a long document of short texts, in whatever pieces', async () => {
    const document = `<a>${'<b>text</b>\n'.repeat(40_000)}</a>`;
    for (const size of [1_000, 65_536, 65_537, 1e6]) {
      expect(await readXml(bytesOf(document, size), deaf)).toBeUndefined();
    }
  });

  test('on the limits is read', async () => {
    const limits = { ...XML_LIMITS, bytesMax: 22, elementsMax: 4, depthMax: 3 };
    expect(await readXml(bytesOf('<a><b><c/></b><d/></a>'), deaf, limits)).toBeUndefined();
  });
});

describe('the law of pieces', () => {
  const document = Buffer.from(
    '\uFEFF<?xml version="1.0" encoding="UTF-8"?>\r\n<!-- ü --><r xmlns="urn:r" a="é&#x20AC;">' +
      '\r\n<b>Grüße &amp; 😀</b><![CDATA[ ]] ]]]>\r<c x="1"/></r>\n',
  );

  test('however the bytes are cut, the same is told', async () => {
    const whole = await read(document);
    expect(whole.defect).toBeUndefined();
    const cuts = fc.array(fc.integer({ min: 0, max: document.length }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(cuts, async (at) => {
        const told = await readEvents(cutAt(document, at));
        expect(told.text).toBe(whole.text);
        expect(told.events.filter(isTag)).toEqual(whole.events.filter(isTag));
        expect(told.defect).toBeUndefined();
      }),
    );
  });

  test('wherever it is cut off, it is refused', async () => {
    const end = document.lastIndexOf('>');
    for (let length = 0; length <= end; length += 1) {
      expect((await read(document.subarray(0, length))).defect).toBeDefined();
    }
  });
});

const deaf = { open: () => {}, close: () => {}, text: () => {} };

const isTag = (event: string) => !event.startsWith('text ');

function read(document: string | Uint8Array, size = 10_000) {
  return readEvents(bytesOf(document, size));
}

async function readEvents(source: AsyncIterable<Uint8Array>) {
  const events: string[] = [];
  let text = '';
  const defect = await readXml(source, {
    open: (name, uri, attributes) => {
      const named = [...attributes].map(([key, value]) => ` ${key}=${value}`).join('');
      events.push(`open {${uri}}${name}${named}`);
    },
    close: (name) => void events.push(`close ${name}`),
    text: (piece) => {
      text += piece;
      events.push(`text ${piece}`);
    },
  });
  return { events, text, defect };
}

async function* bytesOf(document: string | Uint8Array, size = 10_000) {
  const bytes = Buffer.from(document as string);
  for (let start = 0; start < bytes.length; start += size)
    yield bytes.subarray(start, start + size);
}

async function* cutAt(bytes: Uint8Array, cuts: readonly number[]) {
  const places = [0, ...cuts.toSorted((left, right) => left - right), bytes.length];
  for (const [index, place] of places.slice(1).entries())
    yield bytes.subarray(places[index], place);
}

async function* streamOf(pieces: Iterable<string>) {
  for (const piece of pieces) yield Buffer.from(piece);
}

function latin(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

function* endless(start: string, piece: string, count: number) {
  yield start;
  const pieces = Math.ceil(65_536 / piece.length);
  for (let done = 0; done < count; done += pieces)
    yield piece.repeat(Math.min(pieces, count - done));
}

function* billionLaughs() {
  yield '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol">';
  for (let n = 1; n < 12; n += 1) yield `<!ENTITY l${n} "${`&l${n - 1};`.repeat(10)}">`;
  yield ']><lolz>&l11;</lolz>';
}

function* quadraticBlowUp(length = 250_000) {
  yield `<!DOCTYPE a [<!ENTITY x "${'y'.repeat(length)}">]><a>`;
  yield '&x;'.repeat(50_000);
  yield '</a>';
}

function external(address: string) {
  return [`<!DOCTYPE a [<!ENTITY x SYSTEM "${address}">]><a>&x;</a>`];
}

function* parameterEntity() {
  yield '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd"> %p;]><a/>';
}

function* manyAttributes() {
  yield '<a';
  yield* many(200_000);
}

function* many(count: number) {
  for (let n = 0; n < count; n += 1) yield ` a${n}="1"`;
}

function* manyNamespaces() {
  yield '<a';
  for (let n = 0; n < 200_000; n += 1) yield ` xmlns:a${n}="urn:${n}"`;
}
