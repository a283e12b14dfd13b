/** The drawing of a chart. A chunk of its own; `chart.tsx` is what pages use. */

import '@mantine/charts/styles.css';
import { BarChart, LineChart } from '@mantine/charts';
import { formatCount } from '../lib/format.ts';
import type { ChartProps } from './chart.tsx';

type DrawnChartProps = ChartProps & { readonly kind: 'line' | 'bar'; readonly height: number };

export default function DrawnChart(props: DrawnChartProps) {
  const { kind, labels, series, unit, along, height, stacked } = props;
  const data = labels.map((label, index) => ({
    label,
    ...Object.fromEntries(series.map(({ name, values }) => [name, values[index] ?? null])),
  }));
  const common = {
    h: height,
    data,
    dataKey: 'label',
    series: series.map(({ name, atRisk }, index) => ({ name, color: colorOf(index, atRisk) })),
    withLegend: series.length > 1,
    xAxisLabel: along,
    yAxisLabel: unit,
    gridAxis: 'x',
    // In the order in which the page names them.
    legendProps: { itemSorter: null },
    tickLine: 'none',
    // Each line of the grid has its figure, the topmost one too.
    yAxisProps: { interval: 0 },
    accessibilityLayer: false,
    valueFormatter: formatCount,
  } as const;
  if (kind === 'bar') {
    const type = stacked ? 'stacked' : 'default';
    return <BarChart {...common} type={type} barChartProps={{ margin: MARGIN }} />;
  }
  return (
    <LineChart
      {...common}
      lineChartProps={{ margin: MARGIN }}
      curveType="linear"
      withDots={labels.length < DOTS_UP_TO}
    />
  );
}

function colorOf(index: number, atRisk: boolean | undefined): string {
  return atRisk ? 'var(--danger)' : (COLORS[index % COLORS.length] ?? 'var(--accent)');
}

const COLORS = [
  'var(--accent)',
  'var(--chart-2)',
  'var(--chart-3)',
  'var(--chart-4)',
  'var(--chart-5)',
];
/** Half a figure stands above the topmost line. */
const MARGIN = { top: 8 };
const DOTS_UP_TO = 32;
