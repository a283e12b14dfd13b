import fc from 'fast-check';
import Type from 'typebox';
import { describe, expect, test } from 'vitest';
import { maskText, secretsOf, SHOWN_CHARACTERS_MAX } from './masking.ts';

test.each([
  ['an account number', 'pay DE89370400440532013000 now', 'pay ****3000 now'],
  ['one in groups', 'to DE89 3704 0044 0532 0130 00 EUR 5', 'to ****3000 EUR 5'],
  ['one in lower case', 'de89370400440532013000', '****3000'],
  ['one inside XML', '<IBAN>NO9386011117947</IBAN>', '<IBAN>****7947</IBAN>'],
  ['what only looks like one', 'DE89370400440532013001', 'DE89370400440532013001'],
  ['a reference of ours', '<Ref>DE2345678901234567AB</Ref>', '<Ref>DE2345678901234567AB</Ref>'],
  ['an Authorization header', 'Authorization: Bearer abc.def-123', 'Authorization: Bearer ***'],
  ['a token in JSON', '{"access_token":"xyz","id":1}', '{"access_token":"***","id":1}'],
  ['a secret in a form', 'a=b&client_secret=xyz&c=d', 'a=b&client_secret=***&c=d'],
  [
    'a password in XML',
    '<wsse:Password Type="t">xyz</wsse:Password>',
    '<wsse:Password Type="t">***</wsse:Password>',
  ],
])('%s', (_, text, masked) => {
  expect(maskText(text, [])).toBe(masked);
});

test('a secret is found however a body writes it', () => {
  const secret = `a&b<c>"d' é`;
  const written = [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ s: secret }).toString(),
    JSON.stringify({ s: secret }),
    Buffer.from(secret).toString('base64'),
    'a&amp;b&lt;c&gt;"d\' é',
    'a&amp;b&lt;c&gt;&quot;d&apos; é',
  ];
  for (const text of written) expect(maskText(text, [secret])).toContain('***');
  expect(maskText(written.join('\n'), [secret])).not.toContain('é');
});

test('a long text is cut, and says how long it was', () => {
  const masked = maskText('x'.repeat(100_000), []);
  expect(masked).toHaveLength(SHOWN_CHARACTERS_MAX + '… (100000 characters)'.length);
});

test('wherever a secret stands, no four characters of it in a row are shown', () => {
  const secret = 'S3CR3T-0123456789';
  fc.assert(
    fc.property(fc.nat(80), fc.nat(80), fc.integer({ min: 1, max: 60 }), (before, after, max) => {
      const text = `${'.'.repeat(before)}${secret}${'.'.repeat(after)}${secret}`;
      const masked = maskText(text, [secret], max);
      for (let at = 0; at + 4 <= secret.length; at++) {
        expect(masked.includes(secret.slice(at, at + 4))).toBe(false);
      }
    }),
  );
});

describe('the secrets among settings', () => {
  const schema = Type.Object({
    url: Type.String(),
    password: Type.String({ writeOnly: true }),
    key: Type.Object({ id: Type.String(), pem: Type.String({ writeOnly: true }) }),
    tokens: Type.Array(Type.String({ writeOnly: true })),
    byCompany: Type.Record(Type.String(), Type.String({ writeOnly: true })),
    whole: Type.Optional(Type.Object({ a: Type.String() }, { writeOnly: true })),
  });

  test('are what the schema marks as write-only, at any depth', () => {
    const settings = {
      url: 'https://example',
      password: 'p1',
      key: { id: 'k', pem: 'p2' },
      tokens: ['p3', 'p4'],
      byCompany: { DE01: 'p5' },
      whole: { a: 'p6' },
    };
    expect(secretsOf(schema, settings)).toEqual(['p1', 'p2', 'p3', 'p4', 'p5', 'p6']);
  });
});
