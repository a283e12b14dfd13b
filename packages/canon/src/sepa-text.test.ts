import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toSepaText } from './sepa-text.ts';

test.each([
  ['Müller & Söhne GmbH', 'Mueller + Soehne GmbH'],
  ['Mu\u0308ller', 'Mueller'],
  ['Château d’Été', "Chateau d'Ete"],
  ['Łódź Ltd.', 'Lodz Ltd.'],
  ['ﬁne – 100 €', 'fine - 100 EUR'],
  ['INV_2026;7 [a] <b> "c" \\ ½', "INV-2026,7 (a) (b) 'c' / 1/2"],
  ['a@b #1 100%\u00A0!', 'a.b .1 100. .'],
  ['🧾 Rechnung', '. Rechnung'],
])('%s is written as %s', (text, sepa) => {
  expect(toSepaText(text)).toBe(sepa);
});

test.each(['Αθήνα', 'Иван Петров', '東京商事', 'Müller 山', '٣', '…', '   ', '🧾'])(
  '%s is not guessed at',
  (text) => {
    expect(toSepaText(text)).toBeUndefined();
  },
);

/** Beyond the Latin, Greek and Cyrillic blocks, and into the signs. */
const texts = fc
  .array(fc.integer({ min: 0x20, max: 0x2fff }), { maxLength: 12 })
  .map((points) => String.fromCodePoint(...points));

test('what comes out is of SEPA, and stays as it is', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const sepa = toSepaText(text);
      if (sepa === undefined) return;
      expect(sepa).toMatch(/^[A-Za-z0-9/\-?:().,'+ ]+$/);
      expect(toSepaText(sepa)).toBe(sepa);
    }),
  );
});
