import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PaymentStatusReport } from '@kontor/canon';
import { testData } from '@kontor/testing/test-data';
import fc from 'fast-check';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { inPieces } from '../bank-file/statement-arbitrary.ts';
import { reportArbitrary } from './payment-arbitrary.ts';
import { readPain002 } from './read-pain-002.ts';
import { writePain002 } from './write-pain-002.ts';

const schema = testData('payments-iso20022/xsd-hbci4java');

const report: PaymentStatusReport = {
  messageId: 'B1',
  createdAt: '2026-04-01T06:00:00Z',
  originalMessageId: 'M1',
  groupStatus: 'PART',
  reasons: [],
  payments: [
    {
      originalPaymentInformationId: 'P1',
      status: 'PART',
      reasons: [],
      transfers: [
        { endToEndId: 'E1', status: 'ACSC', reasons: [], bankReference: 'DE1' },
        { endToEndId: 'E2', status: 'RJCT', reasons: [{ code: 'AC01', text: 'No such account' }] },
      ],
    },
  ],
};

describe('a report', () => {
  test('is read as it was written', async () => {
    expect(await read(writePain002(report))).toEqual({ kind: 'report', report });
  });

  test('keeps reasons with what they are said of', async () => {
    const told: PaymentStatusReport = {
      ...report,
      reasons: [{ code: 'G' }],
      payments: report.payments.map((payment) => ({
        ...payment,
        reasons: [{ code: 'P', text: 'a' }, { text: 'b' }],
      })),
    };
    expect(await read(writePain002(told))).toEqual({ kind: 'report', report: told });
  });

  test('gives a transfer without a status the one of its payment information', async () => {
    const document = writePain002(report)
      .replace('<PmtInfSts>PART', '<PmtInfSts>RJCT')
      .replace('<TxSts>ACSC</TxSts>', '');
    expect(await read(document)).toMatchObject({
      report: { payments: [{ transfers: [{ status: 'RJCT' }, { status: 'RJCT' }] }] },
    });
  });

  test('stands below a business header, with a prefix, or without a namespace', async () => {
    const document = writePain002(report).replace(/<\?.*\?>\n/, '');
    const prefixed = document.replaceAll(/<(\/?)(\w)/g, '<$1d:$2').replace(' xmlns=', ' xmlns:d=');
    const bare = document.replace(/ xmlns="[^"]*"/, '');
    for (const each of [
      `<Envelope><AppHdr><MsgId>x</MsgId></AppHdr>${prefixed}</Envelope>`,
      bare,
    ]) {
      expect(await read(each)).toEqual({ kind: 'report', report });
    }
  });
});

describe('a report is refused', () => {
  const good = writePain002(report);
  test.each([
    ['no id of ours', good.replace('<OrgnlMsgId>M1</OrgnlMsgId>', ''), 'element_missing'],
    ['no group', good.replace(/<OrgnlGrpInfAndSts>.*<\/OrgnlGrpInfAndSts>/, ''), 'element_missing'],
    ['no header', good.replace(/<GrpHdr>.*<\/GrpHdr>/, ''), 'element_missing'],
    ['an unknown status', good.replace('>ACSC<', '>DONE<'), 'status_unknown'],
    ['a check of names', good.replace('<TxSts>ACSC', '<TxSts>RVNM'), 'status_unknown'],
    ['a transfer that differs', good.replace('<TxSts>ACSC', '<TxSts>PART'), 'status_missing'],
    ['a transfer without status', good.replace('<TxSts>ACSC</TxSts>', ''), 'status_missing'],
    [
      'two statuses',
      good.replace('<TxSts>ACSC', '<TxSts>RJCT</TxSts><TxSts>ACSC'),
      'element_repeated',
    ],
    [
      'direct debits',
      good.replace('pain.001.001.09<', 'pain.008.001.08<'),
      'original_message_unsupported',
    ],
    ['a statement', good.replaceAll('CstmrPmtStsRpt', 'BkToCstmrStmt'), 'message_unsupported'],
    ['version 2', good.replace('002.001.10', '002.001.02'), 'message_version_unknown'],
    ['a long id', good.replace('>B1<', `>${'B'.repeat(141)}<`), 'text_too_long'],
    [
      'two messages',
      good.replace('</CstmrPmtStsRpt>', '</CstmrPmtStsRpt><CstmrPmtStsRpt/>'),
      'message_repeated',
    ],
  ])('for %s', async (_name, document, code) => {
    const reading = await read(document);
    expect(reading).toMatchObject({ kind: 'refused', defects: [{ code }] });
    const [defect] = reading.kind === 'refused' ? reading.defects : [];
    expect(defect?.detail).toMatch(/\S.*\.$/);
    expect(defect?.at).toMatch(/line|Document/);
  });
});

describe('the law of pain.002', () => {
  test('what is written is read back', async () => {
    await fc.assert(
      fc.asyncProperty(reportArbitrary, fc.array(fc.nat(3_000)), async (told, cuts) => {
        const reading = await readPain002(inPieces(writePain002(told), cuts));
        expect(reading).toEqual({ kind: 'report', report: told });
      }),
    );
  });

  test('wherever it is cut off, it is refused', async () => {
    const document = writePain002(report);
    for (let length = 0; length < document.trimEnd().length; length += 7) {
      expect((await read(document.slice(0, length))).kind).toBe('refused');
    }
  });

  test.skipIf(schema === undefined)('what is written is valid by the schema', async () => {
    using schemaDocument = XmlDocument.fromBuffer(
      await readFile(join(schema!, 'pain.002.001.10.xsd')),
    );
    using validator = XsdValidator.fromDoc(schemaDocument);
    fc.assert(
      fc.property(reportArbitrary, (told) => {
        using document = XmlDocument.fromString(writePain002(told));
        validator.validate(document);
      }),
      { numRuns: 30 },
    );
  });
});

function read(document: string) {
  return readPain002(inPieces(document));
}
