import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PaymentBatchSending, PaymentTransfer } from '@kontor/canon';
import { testData } from '@kontor/testing/test-data';
import fc from 'fast-check';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { inPieces } from '../bank-file/statement-arbitrary.ts';
import { sendingArbitrary } from './payment-arbitrary.ts';
import { readPain001 } from './read-pain-001.ts';
import { writePain001 } from './write-pain-001.ts';

const schema = testData('payments-iso20022/xsd-php-sepa-xml');

describe('a batch', () => {
  test('is written as one payment information of SEPA credit transfers', () => {
    expect(written(batch({}))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>' +
        '<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-31T08:15:30.000Z</CreDtTm><NbOfTxs>2</NbOfTxs>' +
        '<CtrlSum>1190.05</CtrlSum><InitgPty><Nm>Alster GmbH</Nm></InitgPty></GrpHdr>' +
        '<PmtInf><PmtInfId>P1</PmtInfId><PmtMtd>TRF</PmtMtd><NbOfTxs>2</NbOfTxs>' +
        '<CtrlSum>1190.05</CtrlSum><PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf>' +
        '<ReqdExctnDt><Dt>2026-04-01</Dt></ReqdExctnDt><Dbtr><Nm>Alster GmbH</Nm></Dbtr>' +
        '<DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct><DbtrAgt><FinInstnId>' +
        '<Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>' +
        '<CdtTrfTxInf><PmtId><EndToEndId>E1</EndToEndId></PmtId><Amt><InstdAmt Ccy="EUR">1190.00' +
        '</InstdAmt></Amt><CdtrAgt><FinInstnId><BICFI>SNDBDEHHXXX</BICFI></FinInstnId></CdtrAgt>' +
        '<Cdtr><Nm>Mueller + Soehne</Nm><PstlAdr><Ctry>DE</Ctry></PstlAdr></Cdtr><CdtrAcct><Id>' +
        '<IBAN>DE02120300000000202051</IBAN></Id></CdtrAcct><Purp><Cd>SUPP</Cd></Purp>' +
        '<RmtInf><Ustrd>Rechnung 1</Ustrd></RmtInf></CdtTrfTxInf>' +
        '<CdtTrfTxInf><PmtId><EndToEndId>E2</EndToEndId></PmtId><Amt><InstdAmt Ccy="EUR">0.05' +
        '</InstdAmt></Amt><Cdtr><Nm>Ana</Nm></Cdtr><CdtrAcct><Id><IBAN>DE02120300000000202051' +
        '</IBAN></Id></CdtrAcct><RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd>' +
        '</CdOrPrtry><Issr>ISO</Issr></Tp><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>' +
        '</CdtTrfTxInf></PmtInf></CstmrCdtTrfInitn></Document>\n',
    );
  });

  test('that does not say when it was ordered says so of its day', () => {
    const { createdAt: _, ...rest } = batch({});
    expect(written(rest)).toContain('<CreDtTm>2026-04-01T00:00:00Z</CreDtTm>');
  });

  test.each<[string, Partial<PaymentBatchSending> | Partial<PaymentTransfer>, string, string]>([
    ['dollars', { currency: 'USD' }, 'currency_not_sepa', '/currency'],
    ['a third decimal', { amount: '1.005' }, 'amount_not_exact', '/transfers/0/amount'],
    ['nothing', { amount: '0.00' }, 'amount_out_of_range', '/transfers/0/amount'],
    ['less than nothing', { amount: '-1.00' }, 'amount_out_of_range', '/transfers/0/amount'],
    ['a billion', { amount: '1000000000.00' }, 'amount_out_of_range', '/transfers/0/amount'],
    ['a repeated id', { endToEndId: 'E2' }, 'end_to_end_id_repeated', '/transfers/1/endToEndId'],
    ['a name in Greek', named('Αθήνα'), 'text_not_writable', '/transfers/0/creditor/name'],
    ['a name of 71', named('n'.repeat(71)), 'text_too_long', '/transfers/0/creditor/name'],
    ['a name of 70 ü', named('ü'.repeat(70)), 'text_too_long', '/transfers/0/creditor/name'],
    ['a text in Chinese', { remittance: '東京' }, 'text_not_writable', '/transfers/0/remittance'],
    [
      'text and reference',
      { creditorReference: 'RF18539007547034' },
      'remittance_twice',
      '/transfers/0/remittance',
    ],
  ])('with %s is not written', (_name, change, code, at) => {
    const sending =
      at === '/currency'
        ? batch(change as Partial<PaymentBatchSending>)
        : batch({ first: change as Partial<PaymentTransfer> });
    const writing = writePain001(sending);
    expect(writing).toMatchObject({ kind: 'refused', defects: [{ code, at }] });
  });

  test('with ten thousand defects tells the first hundred', () => {
    const transfers = Array.from({ length: 10_000 }, (_, at) => ({
      ...transfer,
      endToEndId: `E${at}`,
      amount: '0',
    }));
    const writing = writePain001({ ...batch({}), transfers });
    expect(writing.kind === 'refused' && writing.defects.length).toBe(100);
  });
});

describe('a message is refused', () => {
  const good = written(batch({}));
  test.each([
    ['another count', good.replace('<NbOfTxs>2', '<NbOfTxs>3'), 'transfer_count_differs'],
    ['another sum', good.replace('1190.05', '1190.06'), 'control_sum_differs'],
    [
      'another sum of a payment information',
      good.replace(/(<PmtInf>.*?)1190\.05/, '$11190.06'),
      'control_sum_differs',
    ],
    ['no message id', good.replace('<MsgId>M1</MsgId>', ''), 'element_missing'],
    ['two currencies', good.replace('Ccy="EUR">0.05', 'Ccy="USD">0.05'), 'currency_mixed'],
    ['no IBAN', good.replace(/IBAN>/g, 'Nmb>'), 'iban_missing'],
    ['a cheque', good.replace('>TRF<', '>CHK<'), 'payment_method_unsupported'],
    ['a day that is none', good.replace('2026-04-01', '2026-02-30'), 'day_unknown'],
    [
      'two amounts',
      good.replace('</Amt>', '<InstdAmt Ccy="EUR">9</InstdAmt></Amt>'),
      'element_repeated',
    ],
    ['an amount that is none', good.replace('>0.05<', '>0,05<'), 'amount_malformed'],
    ['a foreign element', good.replace('<InstdAmt', '<InstdAmt xmlns="urn:x"'), 'namespace_mixed'],
    ['another version', good.replace('001.09', '001.13'), 'message_version_unknown'],
    [
      'another message',
      good.replaceAll('CstmrCdtTrfInitn', 'CstmrDrctDbtInitn'),
      'message_unsupported',
    ],
    ['another namespace', good.replace('pain.001', 'pain.008'), 'message_contradicts_namespace'],
    ['a doctype', good.replace('<Document', '<!DOCTYPE x><Document'), 'xml_doctype_forbidden'],
    ['no message', '<a/>', 'message_missing'],
    ['a half of it', good.slice(0, 900), 'xml_incomplete'],
  ])('for %s', async (_name, document, code) => {
    const reading = await readPain001(inPieces(document));
    expect(reading).toMatchObject({ kind: 'refused', defects: [{ code }] });
  });
});

describe('the law of pain.001', () => {
  test('what is written is read back, to the cent', async () => {
    await fc.assert(
      fc.asyncProperty(sendingArbitrary, async (sending) => {
        const { messageId, createdAt, reference: _, legalEntity: __, ...payments } = sending;
        const reading = await readPain001(inPieces(written(sending)));
        const initiation = { messageId, createdAt, payments: [payments] };
        expect(reading).toEqual({ kind: 'initiation', initiation });
      }),
    );
  });

  test('wherever it is cut off, it is refused', async () => {
    const document = written(batch({}));
    for (let length = 0; length < document.trimEnd().length; length += 7) {
      expect((await readPain001(inPieces(document.slice(0, length)))).kind).toBe('refused');
    }
  });

  test.skipIf(schema === undefined)('what is written is valid by the schema', async () => {
    using schemaDocument = XmlDocument.fromBuffer(
      await readFile(join(schema!, 'pain.001.001.09.xsd')),
    );
    using validator = XsdValidator.fromDoc(schemaDocument);
    fc.assert(
      fc.property(sendingArbitrary, (sending) => {
        using document = XmlDocument.fromString(written(sending));
        validator.validate(document);
      }),
      { numRuns: 30 },
    );
    using broken = XmlDocument.fromString(written(batch({})).replaceAll('ChrgBr', 'Charges'));
    expect(() => validator.validate(broken)).toThrow();
  });
});

const transfer: PaymentTransfer = {
  endToEndId: 'E1',
  amount: '1190',
  creditor: {
    name: 'Müller & Söhne',
    iban: 'DE02120300000000202051',
    bic: 'SNDBDEHHXXX',
    country: 'DE',
  },
  remittance: 'Rechnung 1',
  purpose: 'SUPP',
};

function named(name: string): Partial<PaymentTransfer> {
  return { creditor: { ...transfer.creditor, name } };
}

function batch({
  first = {},
  ...change
}: Partial<PaymentBatchSending> & {
  readonly first?: Partial<PaymentTransfer>;
}): PaymentBatchSending {
  return {
    reference: '0123456789ABCDEFGHJK',
    messageId: 'M1',
    createdAt: '2026-03-31T08:15:30.000Z',
    legalEntity: 'DE01',
    number: 'P1',
    debtor: { name: 'Alster GmbH', iban: 'DE89370400440532013000' },
    executionDay: '2026-04-01',
    currency: 'EUR',
    transfers: [
      { ...transfer, ...first },
      {
        endToEndId: 'E2',
        amount: '0.05',
        creditor: { name: 'Ana', iban: 'DE02120300000000202051' },
        creditorReference: 'RF18539007547034',
      },
    ],
    ...change,
  };
}

function written(sending: PaymentBatchSending): string {
  const writing = writePain001(sending);
  if (writing.kind === 'refused') throw new Error(JSON.stringify(writing.defects));
  return writing.text;
}
