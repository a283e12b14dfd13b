import { instantFromMs } from '@kontor/kernel';
import { expect, test } from 'vitest';
import { toInvoiceEntry } from '../customer-invoice.ts';
import { someConfig, someInvoice } from '../samples.ts';
import type { JournalEntry } from './journal-entry.ts';
import { messageUuid } from './message-uuid.ts';
import { toXml } from './to-xml.ts';
import { writeJournalEntry } from './write-journal-entry.ts';

const sentAt = instantFromMs(1_774_915_200_000);

test('the letter of the side agrees with the sign, zero included', () => {
  const xml = write({
    gross: '1000.00',
    taxes: [{ taxCode: 'A1', account: '22000000', base: '1000.00', amount: '0.00', rate: '0' }],
  });
  expect(
    [...xml.matchAll(/TransactionCurrency [^>]*>([^<]*)<[^>]*><DebitCreditCode>(.)</g)].map(
      ([, amount, side]) => `${amount} ${side}`,
    ),
  ).toEqual(['-800.00 H', '-200.00 H', '1000.00 S', '0.00 H']);
});

test('texts are escaped, and what XML cannot carry is replaced', () => {
  const text = 'Möbel <&> "x" \u{1F600} \uD800';
  const xml = write({ lines: [{ account: '4', amount: '1000.00', taxCode: 'A1', text }] });
  expect(xml).toContain('Möbel &lt;&amp;&gt; &quot;x&quot; \u{1F600} \uFFFD');
});

test('a resend carries the same UUIDs, another effect other ones', () => {
  const uuids = (xml: string) => [...xml.matchAll(/<UUID>([^<]*)/g)].map(([, uuid]) => uuid);
  const first = uuids(write({}));
  expect(new Set(first).size).toBe(2);
  expect(uuids(write({}))).toEqual(first);
  expect(uuids(write({ reference: '0123456789ABCDEFGHJX' }))).not.toEqual(first);
});

test('the UUID is a name-based one of RFC 9562', () => {
  expect(messageUuid('0123456789ABCDEFGHJK')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

test('it never changes: systems remember it', () => {
  expect(messageUuid('0123456789ABCDEFGHJK')).toMatchInlineSnapshot(
    `"fe6aa690-e3b2-5d94-9792-406e4575bf26"`,
  );
});

test('an element without content is left out, one with empty content is not', () => {
  expect(
    toXml([
      'a',
      [
        ['b', undefined],
        ['c', []],
        ['d', ''],
      ],
      { e: '"' },
    ]),
  ).toBe('<a e="&quot;"><c></c><d></d></a>');
});

function write(change: Parameters<typeof someInvoice>[0]): string {
  const entry = toInvoiceEntry(someInvoice(change), someConfig) as JournalEntry;
  return writeJournalEntry(entry, { createdByUser: 'KONTOR', sentAt });
}
