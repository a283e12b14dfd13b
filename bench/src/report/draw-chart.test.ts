import { expect, test } from 'vitest';
import { drawChart } from './draw-chart.ts';

const chart = drawChart({
  title: 'Jobs & lanes',
  unit: 'a second',
  bars: [
    { label: 'ours', value: 2_000, isOurs: true },
    { label: '<theirs>', value: 1_000, isOurs: false },
    { label: 'none', value: 0, isOurs: false },
  ],
});

test('bars are as long as their values, and none is invisible', () => {
  const widths = [...chart.matchAll(/class="(?:ours|peer)".* width="(\d+)"/g)].map(([, width]) =>
    Number(width),
  );
  expect(widths).toHaveLength(3);
  expect((widths[0] ?? 0) / (widths[1] ?? 1)).toBeCloseTo(2, 1);
  expect(widths[2]).toBe(2);
});

test('text of others stays text', () => {
  expect(chart).toContain('&lt;theirs>');
  expect(chart).toContain('Jobs &amp; lanes');
  expect(chart).toContain('2,000 a second');
});

test('colours follow the page', () => {
  expect(chart).toContain('prefers-color-scheme: dark');
});
