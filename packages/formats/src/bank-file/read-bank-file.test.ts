import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PROOF_START, proveStatement } from './prove-statement.ts';
import { readBankFile } from './read-bank-file.ts';
import { collect, inPieces } from './statement-arbitrary.ts';

const CAMT =
  '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr>' +
  '<MsgId>M</MsgId>' +
  '</GrpHdr><Stmt><Id>S</Id><Acct><Id><Othr><Id>1</Id></Othr></Id></Acct></Stmt>' +
  '</BkToCstmrStmt></Document>';
const MT940 = ':20:S\n:25:1\n:28C:1\n:60F:C260301EUR1,\n:62F:C260301EUR1,\n-\n';
const MT942 = ':20:S\n:25:1\n:28C:1\n:34F:EUR0,\n:13D:2603011200+0100\n:90D:0EUR0,\n-\n';

test.each([
  ['camt', CAMT, 'camt.053.001.08'],
  ['camt after a mark and blanks', `\uFEFF\n  ${CAMT}`, 'camt.053.001.08'],
  ['MT940', MT940, 'MT940'],
  ['MT940 below a header of the bank', `0000 01INGBNL2AXXXX00001\r\n940 00\r\n${MT940}`, 'MT940'],
  ['MT940 in an envelope', `{1:F01X}{2:O9400X}{4:\n${MT940.slice(0, -2)}-}`, 'MT940'],
  ['MT942', MT942, 'MT942'],
])('%s is told by its bytes, in whatever pieces they come', async (_name, text, format) => {
  for (const size of [1, 13, 10_000]) {
    const [file, ...rest] = await collect(readBankFile(inPieces(text, size)));
    expect(file).toMatchObject({ kind: 'file', file: { format } });
    expect(rest.map(({ kind }) => kind)).toEqual(['opened', 'closed']);
  }
});

test.each<[string, Uint8Array, string]>([
  ['nothing', Buffer.alloc(0), 'format_unknown'],
  ['blanks', Buffer.from(' \n '), 'format_unknown'],
  ['a ZIP archive', Buffer.from('PK\u0003\u0004rest'), 'format_unknown'],
  ['a PDF document', Buffer.from('%PDF-1.7'), 'format_unknown'],
  ['a CSV file', Buffer.from('Date;Amount\n2026-03-01;1,00\n'), 'format_unknown'],
  ['camt in UTF-16', Buffer.from(`\uFEFF${CAMT}`, 'utf16le'), 'xml_encoding_unsupported'],
  ['camt in UTF-16 without a mark', Buffer.from(CAMT, 'utf16le'), 'xml_encoding_unsupported'],
  ['another XML document', Buffer.from('<html/>'), 'message_missing'],
])('%s is refused', async (_name, bytes, code) => {
  expect(await collect(readBankFile(inPieces(bytes)))).toMatchObject([
    { kind: 'refused', defects: [{ code }] },
  ]);
});

test('the law of damage: whatever is done to a file, it is read or refused, and never more', async () => {
  const damage = fc.array(
    fc.record({
      at: fc.nat(2_000),
      remove: fc.nat(30),
      insert: fc.oneof(
        fc.string({ maxLength: 5 }),
        fc.constantFrom(
          '\n',
          ':61:',
          ':20:',
          '-',
          '}',
          '{1:',
          '<',
          '</Stmt>',
          '&x;',
          '\0',
          '9999999',
        ),
      ),
    }),
    { minLength: 1, maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(CAMT, MT940, MT942), damage, async (whole, changes) => {
      let text = whole;
      for (const { at, remove, insert } of changes) {
        const place = at % text.length || 0;
        text = text.slice(0, place) + insert + text.slice(place + remove);
      }
      const parts = await collect(readBankFile(inPieces(text)));
      const refusals = parts.filter(({ kind }) => kind === 'refused');
      expect(refusals.length).toBeLessThanOrEqual(1);
      if (refusals.length === 1) expect(parts.at(-1)?.kind).toBe('refused');
      parts.reduce(proveStatement, PROOF_START);
    }),
    { numRuns: 500 },
  );
});

test('a source is closed when its reader stops early', async () => {
  let isClosed = false;
  async function* source() {
    try {
      for (;;) yield Buffer.from(CAMT.split('<Stmt>')[0]!);
    } finally {
      isClosed = true;
    }
  }
  for await (const part of readBankFile(source())) {
    expect(part.kind).toBe('file');
    break;
  }
  expect(isClosed).toBe(true);
});
