/**
 * Horizontal bars as SVG, with a background of their own: readable on a light page and on a dark
 * one, also where a page's theme is not the one of the system.
 */

import { figure, type Bar, type Chart } from './report.ts';

export function drawChart({ title, unit, bars }: Chart): string {
  const longest = Math.max(...bars.map(({ label }) => label.length));
  const labels = Math.min(LABELS_MAX, Math.round(longest * CHARACTER) + GAP);
  const height = TOP + bars.length * ROW + GAP;
  const largest = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  const room = WIDTH - GAP - labels - FIGURES;
  const rows = bars.map((bar, index) =>
    drawBar(bar, {
      ...{ unit, labels, top: TOP + index * ROW },
      length: Math.max(2, Math.round((bar.value / largest) * room)),
    }),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}"`,
    `  height="${height}" role="img" aria-label="${escaped(title)}">`,
    STYLE,
    `  <rect class="page" width="${WIDTH}" height="${height}" rx="8"/>`,
    `  <text class="title" x="${GAP}" y="30">${escaped(title)}</text>`,
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}

type Place = {
  readonly unit: string;
  readonly labels: number;
  readonly top: number;
  readonly length: number;
};

function drawBar({ label, value, isOurs }: Bar, { unit, labels, top, length }: Place): string {
  const middle = top + ROW / 2 + 5;
  const kind = isOurs ? 'ours' : 'peer';
  return [
    `  <text class="label" x="${GAP + labels - 10}" y="${middle}">${escaped(label)}</text>`,
    `  <rect class="${kind}" x="${GAP + labels}" y="${top + 6}" width="${length}"` +
      ` height="${ROW - 12}" rx="3"/>`,
    `  <text class="figure" x="${GAP + labels + length + 8}" y="${middle}">` +
      `${escaped(`${figure(value)} ${unit}`)}</text>`,
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

const WIDTH = 760;
const GAP = 20;
const TOP = 48;
const ROW = 34;
/** Of a letter of the labels, on average. */
const CHARACTER = 7.2;
const LABELS_MAX = 340;
/** Room for the figure behind the longest bar. */
const FIGURES = 150;
const STYLE = `  <style>
    text { font: 14px system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; }
    .page { fill: #ffffff; stroke: #d1d9e0; }
    .title { fill: #1f2328; font-weight: 600; }
    .label { fill: #1f2328; text-anchor: end; }
    .figure { fill: #59636e; }
    .ours { fill: #0969da; }
    .peer { fill: #afb8c1; }
    @media (prefers-color-scheme: dark) {
      .page { fill: #0d1117; stroke: #3d444d; }
      .title, .label { fill: #f0f6fc; }
      .figure { fill: #9198a1; }
      .ours { fill: #4493f8; }
      .peer { fill: #656c76; }
    }
  </style>`;
