import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryInvoice } from './arbitrary-invoice.ts';
import { checkInvoice, DEFECTS_MAX } from './check-invoice.ts';
import type { Invoice } from '../invoice.ts';
import { change, sampleInvoice, sampleWith, valueAt } from './sample-invoice.ts';

describe('the story', () => {
  test('an invoice that adds up has no defects', () => {
    expect(checkInvoice(sampleInvoice)).toEqual([]);
  });

  test('a defect names the rule, the place, what was found and what is right', () => {
    expect(checkInvoice(sampleWith({ '/totals/gross': '174.41' }))).toEqual([
      {
        code: 'BR-CO-15',
        at: '/totals/gross',
        detail: 'BT-112 is 174.41 and should be 174.4: 150.1 (BT-109) + 24.3 (BT-110).',
      },
      {
        code: 'BR-CO-16',
        at: '/totals/payable',
        detail: 'BT-115 is 87.2 and should be 87.21: 174.41 (BT-112) − 87.2 (BT-113) + 0 (BT-114).',
      },
    ]);
  });

  test('VAT that was rounded per line passes when received, and not when issued', () => {
    const perLine = sampleWith({
      '/taxBreakdown/0/taxAmount': '21.85',
      '/totals/tax': '24.31',
      '/totals/gross': '174.41',
      '/totals/payable': '87.21',
    });
    expect(codesOf(checkInvoice(perLine, { as: 'received' }))).toEqual([]);
    expect(codesOf(checkInvoice(perLine, { as: 'issued' }))).toEqual(['BR-CO-17', 'BR-S-09']);
  });

  test('a whole unit of VAT too much passes in no case', () => {
    const wrong = sampleWith({
      '/taxBreakdown/0/taxAmount': '22.84',
      '/totals/tax': '25.30',
      '/totals/gross': '175.40',
      '/totals/payable': '88.20',
    });
    expect(codesOf(checkInvoice(wrong, { as: 'received' }))).toEqual(['BR-CO-17', 'BR-S-09']);
  });

  test('a request may leave seller, buyer and specification to master data', () => {
    const { seller, buyer, specification, ...request } = sampleInvoice;
    expect(checkInvoice(request, { form: 'request' })).toEqual([]);
    expect(checkInvoice({ ...request, seller }, { form: 'request' })).toEqual([]);
    expect(checkInvoice({ ...request, buyer, specification }, { form: 'request' })).toEqual([]);
    expect(codesOf(checkInvoice(request))).toContain('BR-06');
    const printed = { ...request, seller: { ...seller, address: {} } };
    expect(codesOf(checkInvoice(printed, { form: 'request' }))).toEqual(['BR-09']);
  });

  test('ten thousand wrong lines are told a hundred times', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => ({
      ...sampleInvoice.lines[0]!,
      id: `${index}`,
      unit: '?',
    }));
    expect(checkInvoice({ ...sampleInvoice, lines })).toHaveLength(DEFECTS_MAX);
  });
});

describe('the law', () => {
  test('an invoice that was computed with whole numbers has no defects', () => {
    fc.assert(
      fc.property(arbitraryInvoice(), (generated) => {
        expect(checkInvoice(generated)).toEqual([]);
        expect(checkInvoice(generated, { as: 'received' })).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('one cent more or less, in whichever amount, breaks a rule', () => {
    fc.assert(
      fc.property(arbitraryInvoice(), fc.nat(), fc.boolean(), (generated, drawn, isMore) => {
        const pointers = amountPointers(generated);
        const at = pointers[drawn % pointers.length]!;
        const wrong = structuredClone(generated);
        change(wrong, at, moved(valueAt(generated, at) as string, isMore ? 1n : -1n));
        expect(checkInvoice(wrong), at).not.toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('the order of lines, allowances and breakdown does not matter', () => {
    fc.assert(
      fc.property(arbitraryInvoice(), (generated) => {
        const turned = {
          ...generated,
          lines: generated.lines.toReversed(),
          taxBreakdown: generated.taxBreakdown!.toReversed(),
          allowancesCharges: generated.allowancesCharges?.toReversed(),
        };
        expect(checkInvoice(turned)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

function codesOf(defects: ReturnType<typeof checkInvoice>): readonly string[] {
  return [...new Set(defects.map(({ code }) => code))];
}

/** Every amount that follows from others; prices and quantities do not. */
function amountPointers(generated: Invoice): readonly string[] {
  return [
    ...Object.keys(generated.totals).map((name) => `/totals/${name}`),
    ...generated.lines.flatMap((item, index) => [
      `/lines/${index}/netAmount`,
      ...(item.allowancesCharges ?? []).map(
        (_, at) => `/lines/${index}/allowancesCharges/${at}/amount`,
      ),
    ]),
    ...(generated.allowancesCharges ?? []).map((_, index) => `/allowancesCharges/${index}/amount`),
    ...generated.taxBreakdown!.flatMap((_, index) => [
      `/taxBreakdown/${index}/taxableAmount`,
      `/taxBreakdown/${index}/taxAmount`,
    ]),
  ];
}

/** One smallest unit more, in the decimals that the text has. */
function moved(text: string, by: bigint): string {
  const decimals = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  const minor = BigInt(text.replace('.', '')) + by;
  const digits = `${minor < 0n ? -minor : minor}`.padStart(decimals + 1, '0');
  const whole =
    decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return minor < 0n ? `-${whole}` : whole;
}
