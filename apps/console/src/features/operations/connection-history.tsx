/** The last minutes, or the last hour: how much waited, and how much was delivered. */

import type { ConnectionDetail } from '@kontor/contracts';
import { useNavigate } from '@tanstack/react-router';
import { formatTime } from '../../lib/format.ts';
import { Empty, LineChart, Section, SegmentedControl, SimpleGrid } from '../../ui/index.ts';

export type HistoryProps = {
  readonly detail: ConnectionDetail;
  readonly span: 'minutes' | 'hour';
};

export function ConnectionHistory({ detail, span }: HistoryProps) {
  const navigate = useNavigate({ from: '/connections/$name' });
  const points = span === 'hour' ? byMinute(detail) : latest(detail);
  const labels = points.map(({ label }) => label);
  return (
    <Section
      title={span === 'hour' ? 'The last hour' : 'The last ten minutes'}
      aside={
        <SegmentedControl
          size="xs"
          aria-label="How far back"
          value={span}
          onChange={(chosen) =>
            void navigate({ search: (before) => ({ ...before, span: chosen as 'hour' }) })
          }
          data={[
            { value: 'minutes', label: '10 minutes' },
            { value: 'hour', label: '1 hour' },
          ]}
        />
      }
    >
      {points.length < 2 ? (
        <Empty title="Nothing was noted yet: the first line appears within half a minute." />
      ) : (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <LineChart
            title="Waiting"
            unit="waiting"
            along="Time"
            labels={labels}
            series={[{ name: 'Waiting', values: points.map(({ waiting }) => waiting) }]}
            height={HEIGHT_PX}
          />
          <LineChart
            title="Delivered per second"
            unit="per second"
            along="Time"
            labels={labels}
            series={[{ name: 'Delivered', values: points.map(({ perSecond }) => perSecond) }]}
            height={HEIGHT_PX}
          />
        </SimpleGrid>
      )}
    </Section>
  );
}

type Point = { readonly label: string; readonly waiting: number; readonly perSecond: number };

/** Every ten seconds, the last sixty of them, and what is so now. */
function latest({ history, connection }: ConnectionDetail): readonly Point[] {
  const { samples, everySeconds } = history;
  const noted = samples.slice(-MINUTES_POINTS).map(({ at, waiting, finished }) => ({
    label: `${formatTime(at)}:${at.slice(17, 19)}`,
    waiting,
    perSecond: finished / everySeconds,
  }));
  const { waiting, deliveriesPerSecond: perSecond } = connection;
  return noted.length === 0 ? [] : [...noted, { label: 'now', waiting, perSecond }];
}

/** A minute shows the most that waited in it, and the pace of the whole minute. */
function byMinute({ history }: ConnectionDetail): readonly Point[] {
  const minutes = Map.groupBy(history.samples, ({ at }) => at.slice(0, 16));
  return [...minutes.values()].flatMap((samples) => {
    const [first] = samples;
    if (!first) return [];
    const finished = samples.reduce((sum, sample) => sum + sample.finished, 0);
    return {
      label: formatTime(first.at),
      waiting: Math.max(...samples.map(({ waiting }) => waiting)),
      perSecond: Math.round((finished * 10) / (samples.length * history.everySeconds)) / 10,
    };
  });
}

const MINUTES_POINTS = 60;
const HEIGHT_PX = 180;
