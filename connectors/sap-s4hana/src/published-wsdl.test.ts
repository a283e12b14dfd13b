/**
 * Our requests, and the simulator's answers, against the schema of the published WSDL. It is the
 * only test here that knows more about SAP than we wrote ourselves.
 */

import { readFileSync } from 'node:fs';
import { publishedContract } from '@kontor/connector-kit';
import { instantFromMs, systemClock } from '@kontor/kernel';
import { ParseOption, XmlDocument, XsdValidator } from 'libxml2-wasm';
import { afterAll, describe, expect, test } from 'vitest';
import { startSapSimulator } from '../simulator/start-simulator.ts';
import { toInvoiceEntry } from './customer-invoice.ts';
import { toPaymentEntry } from './incoming-payment.ts';
import { turned, type JournalEntry } from './journal-entry/journal-entry.ts';
import { writeJournalEntry } from './journal-entry/write-journal-entry.ts';
import { someConfig, someInvoice, somePayment, someTenant } from './samples.ts';
import { toReversal } from './to-reversal.ts';

const wsdl = publishedContract('sap-s4hana/JOURNALENTRYCREATEREQUESTCONFI.wsdl');
const sentAt = instantFromMs(1_774_915_200_000);
const validator = wsdl === undefined ? undefined : validatorOf(wsdl);
afterAll(() => validator?.dispose());

const document = { legalEntity: 'DE01', number: '1800000001', year: '2026' };
const reference = '0123456789ABCDEFGHJN';

const notice =
  validator === undefined ? ' (skipped: the contract is not beside this repository)' : '';

describe.skipIf(validator === undefined)(`by the published WSDL${notice}`, () => {
  test.each<[string, JournalEntry]>([
    ['an invoice', entryOf(toInvoiceEntry(someInvoice(), someConfig))],
    ['a credit note', entryOf(toInvoiceEntry(someInvoice({ kind: 'credit-note' }), someConfig))],
    [
      'an invoice with the longest and strangest texts',
      entryOf(
        toInvoiceEntry(
          someInvoice({
            number: `${'  RE 2026/'.repeat(9)}😀<&>"'`,
            paymentReference: 'x'.repeat(140),
            lines: [
              { account: '41000000', amount: '1000.00', taxCode: 'A1', text: '😀&'.repeat(60) },
            ],
          }),
          someConfig,
        ),
      ),
    ],
    ['an invoice in yen', entryOf(toInvoiceEntry(yenInvoice(), someConfig))],
    ['a payment', entryOf(toPaymentEntry(somePayment(), someConfig))],
    [
      'a payment with everything',
      entryOf(toPaymentEntry(somePayment({ amount: '1200.00', onAccount: '11.50' }), someConfig)),
    ],
    [
      'a reversal',
      toReversal(turned(entryOf(toInvoiceEntry(someInvoice(), someConfig))), {
        reference,
        document,
        postingDay: '2026-05-04',
        reason: 'Wrong customer, and a reason that is far too long for a header',
        original: someInvoice(),
      }),
    ],
  ])('%s is valid', (_, entry) => {
    expect(defectsOf(writeJournalEntry(entry, { createdByUser: 'KONTOR', sentAt }))).toEqual([]);
  });

  test.each([
    ['a posting', someInvoice()],
    ['a refusal', someInvoice({ postingDay: '2019-01-31' })],
  ])('what the simulator answers to %s is valid', async (_, invoice) => {
    const system = await startSapSimulator({ masterData: someTenant });
    const { user, password } = someConfig;
    const reply = await fetch(
      `${system.url}/sap/bc/srt/scs_ext/sap/journalentrycreaterequestconfi`,
      {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${user}:${password}`)}` },
        body: writeJournalEntry(entryOf(toInvoiceEntry(invoice, someConfig)), {
          createdByUser: 'KONTOR',
          sentAt: systemClock.now(),
        }),
      },
    );
    const body = await reply.text();
    await system.stop();
    expect(defectsOf(body)).toEqual([]);
  });

  test('and the schema notices a field that is too long', () => {
    const entry = {
      ...entryOf(toInvoiceEntry(someInvoice(), someConfig)),
      headerText: 'x'.repeat(26),
    };
    const defects = defectsOf(writeJournalEntry(entry, { createdByUser: 'KONTOR', sentAt }));
    expect(defects.join()).toContain('DocumentHeaderText');
  });
});

function defectsOf(envelope: string): readonly string[] {
  const [message = ''] = /<sfin:.*<\/sfin:[^>]*>/s.exec(envelope) ?? [];
  const parsed = XmlDocument.fromString(message, { option: ParseOption.XML_PARSE_NONET });
  try {
    validator?.validate(parsed);
    return [];
  } catch (thrown) {
    return [String(thrown)];
  } finally {
    parsed.dispose();
  }
}

/** The schema stands inside the WSDL and borrows a prefix from it. */
function validatorOf(path: string): XsdValidator {
  const text = readFileSync(path, 'utf8');
  const [schema = ''] = /<xsd:schema .*<\/xsd:schema>/s.exec(text) ?? [];
  const standalone = schema.replace(
    '<xsd:schema ',
    '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" ',
  );
  const parsed = XmlDocument.fromString(standalone);
  try {
    return XsdValidator.fromDoc(parsed);
  } finally {
    parsed.dispose();
  }
}

function yenInvoice() {
  return someInvoice({
    legalEntity: 'JP01',
    currency: 'JPY',
    gross: '110000',
    lines: [{ account: '41000000', amount: '100000', taxCode: 'A1' }],
    taxes: [{ taxCode: 'A1', account: '22000000', base: '100000', amount: '10000', rate: '10' }],
  });
}

function entryOf(entry: ReturnType<typeof toInvoiceEntry>): JournalEntry {
  if ('kind' in entry) throw new Error(entry.vendorText);
  return entry;
}
