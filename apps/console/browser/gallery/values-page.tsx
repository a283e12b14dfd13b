import {
  BarChart,
  Code,
  Count,
  Day,
  Diff,
  Duration,
  Facts,
  Figure,
  Figures,
  Health,
  Instant,
  Json,
  Key,
  LineChart,
  MainAndAside,
  Money,
  Page,
  Party,
  Progress,
  Section,
  State,
  Stack,
  Steps,
  Story,
  Group,
} from '../../src/ui/index.ts';

const STEPS = [
  { name: 'Received', state: 'done' as const, note: '14:02' },
  { name: 'Accepted', state: 'working' as const },
  { name: 'Settled' },
];
const AT = '2026-03-31T12:02:30.000Z';
const eur = (amount: string) => ({ amount, currency: 'EUR' });

/** Values, facts, stories and charts. */
export function ValuesPage() {
  return (
    <Page title="Invoice INV-1004 · Acme GmbH · 1 250.00 EUR" lead="Posted in SAP S/4HANA.">
      <Figures>
        <Figure label="Open exceptions" value={<Count value={1234} />} note="12 overdue" />
        <Figure label="At risk" value={<Money value={eur('48201.77')} atRisk />} note="EUR only" />
        <Figure label="Oldest waiting" value={<Duration ms={754_000} />} />
      </Figures>
      <MainAndAside
        main={
          <Section title="Story" aside="Five sentences">
            <Story lines={LINES} />
          </Section>
        }
        aside={
          <>
            <Section title="Facts">
              <Facts items={FACTS} />
            </Section>
            <Section title="Steps">
              <Steps label="Steps of E-1" steps={STEPS} />
            </Section>
            <Section title="States">
              <Stack gap={4}>
                {STATES.map((state) => (
                  <State key={state} state={state} />
                ))}
                {HEALTHS.map((health) => (
                  <Health key={health} health={health} />
                ))}
              </Stack>
            </Section>
          </>
        }
      />
      <Section title="What changed">
        <Diff before={{ due: '2026-03-31', amount: '10.00' }} after={{ amount: '12.00' }} />
      </Section>
      <Section title="Document">
        <Json value={{ number: 'INV-1', lines: [{ amount: '10.00', tax: { code: 'A1' } }] }} />
      </Section>
      <Progress label="Sent to SAP S/4HANA" done={850} total={2000} />
      <Section title="Posted per day">
        <Group grow align="flex-start">
          <LineChart {...CHART} title="Posted per day" />
          <BarChart {...CHART} title="Posted per day, as bars" stacked />
        </Group>
      </Section>
    </Page>
  );
}

const STATES = ['working', 'waiting', 'held', 'done', 'refused', 'in-doubt'] as const;
const HEALTHS = ['well', 'slow', 'down', 'paused'] as const;
const FACTS = [
  { term: 'Amount', value: <Money value={eur('1250.00')} /> },
  { term: 'Difference', value: <Money value={eur('-12.50')} signed /> },
  { term: 'Customer', value: <Party name="Acme GmbH" number="C10042" /> },
  { term: 'Accepted', value: <Instant at={AT} /> },
  { term: 'Due', value: <Day day="2026-04-30" /> },
  { term: 'Transaction', value: <Code>txn_01j8zq4w7n2k5xv3m9t6r0c8ya</Code> },
  { term: 'Key', value: <Key>J</Key> },
];
const LINES = [
  { at: AT, title: 'The shop sent invoice INV-1004.', state: 'done' },
  {
    at: '2026-03-31T12:02:31.000Z',
    title: 'SAP S/4HANA did not answer after we sent it.',
    detail: 'We looked it up by our reference and it is there.',
    state: 'in-doubt',
    links: <Code>4900001204</Code>,
  },
  { at: '2026-04-01T08:00:00.000Z', title: 'Acme GmbH paid 1 250.00 EUR.', state: 'done' },
] as const;
const CHART = {
  unit: 'invoices',
  along: 'Day',
  labels: ['27 Mar', '28 Mar', '29 Mar', '30 Mar', '31 Mar'],
  series: [
    { name: 'Posted', values: [120, 140, 80, 160, 150] },
    { name: 'Refused', values: [2, 0, 5, 1, 0], atRisk: true },
  ],
};
