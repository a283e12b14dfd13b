/** A trend or a distribution, labelled in words, with the same numbers as a table for ears. */

import { Skeleton, VisuallyHidden } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { formatCount } from '../lib/format.ts';

export type ChartProps = {
  readonly title: string;
  /** What the numbers are: `invoices`, `minutes`, `%`. */
  readonly unit: string;
  /** What stands along the bottom: `Day`, `Age`. */
  readonly along: string;
  /** One label per point, in order. */
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
  readonly height?: number;
  /** Series on top of each other, where they are parts of a whole (bars). */
  readonly stacked?: boolean;
};

export type ChartSeries = {
  readonly name: string;
  /** One per label; null where nothing was measured. */
  readonly values: readonly (number | null)[];
  /** Money at risk or a promise that is broken. */
  readonly atRisk?: boolean;
};

export function LineChart(props: ChartProps) {
  return <Chart kind="line" {...props} />;
}

export function BarChart(props: ChartProps) {
  return <Chart kind="bar" {...props} />;
}

function Chart({ kind, ...props }: ChartProps & { readonly kind: 'line' | 'bar' }) {
  const height = props.height ?? HEIGHT_PX;
  return (
    <figure style={{ margin: 0, minWidth: 0 }} aria-label={props.title}>
      <div aria-hidden>
        <Suspense fallback={<Skeleton height={height} />}>
          <DrawnChart kind={kind} {...props} height={height} />
        </Suspense>
      </div>
      <VisuallyHidden>
        <Numbers {...props} />
      </VisuallyHidden>
    </figure>
  );
}

function Numbers({ title, unit, along, labels, series }: ChartProps) {
  return (
    <table>
      <caption>
        {title}, in {unit}
      </caption>
      <thead>
        <tr>
          <th scope="col">{along}</th>
          {series.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {labels.map((label, index) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {series.map(({ name, values }) => (
              <td key={name}>{shown(values[index])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function shown(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : formatCount(value);
}

/** The drawing library is large: pages without a chart do not load it. */
const DrawnChart = lazy(() => import('./drawn-chart.tsx'));

const HEIGHT_PX = 200;
