/** One process: its drawing with what stands on it, the same as a list, versions and promises. */

import type { ConsoleProcessDetail, ConsoleStep } from '@kontor/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { transactionsWith } from '../../lib/lists.ts';
import {
  Code,
  type Column,
  Count,
  DataTable,
  Facts,
  Figure,
  Figures,
  Instant,
  Link,
  Page,
  Panel,
  ProcessDrawing,
  Section,
  SimpleGrid,
  Stack,
  Text,
} from '../../ui/index.ts';
import { ProcessDrainSection } from './process-drain-section.tsx';
import { processQuery } from './processes-query.ts';
import {
  actorOf,
  operationWords,
  serviceLevelWords,
  standingOf,
  titleOf,
  undoOf,
} from './words.ts';

export function ProcessPage() {
  const { process } = route.useParams();
  const query = useQuery(processQuery(process));
  return (
    <Page title={query.data?.title ?? 'Process'} lead={query.data?.description}>
      <Panel query={query} permission="transactions:read">
        {(detail) => <Detail detail={detail} />}
      </Panel>
    </Page>
  );
}

function Detail({ detail }: { readonly detail: ConsoleProcessDetail }) {
  const { step: chosen } = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (step: string) => void navigate({ search: { step }, replace: true });
  const step = detail.steps.find(({ name }) => name === chosen);
  return (
    <Stack gap="xl">
      <Standing detail={detail} />
      <Section title="Drawing" aside="Dashed: only when it is needed. Arrows below: taking back.">
        <ProcessDrawing
          steps={detail.steps.map((each) => ({
            id: each.name,
            title: titleOf(each),
            by: actorOf(each),
            isConditional: each.isConditional,
            standing: standingOf(each),
            undoneBy: each.undo?.operation && operationWords(each.undo.operation),
          }))}
          selected={chosen}
          onSelect={choose}
        />
      </Section>
      {detail.drain && <ProcessDrainSection drain={detail.drain} />}
      <Section title="Steps in their order">
        <DataTable
          label="Steps"
          columns={COLUMNS}
          rows={detail.steps}
          rowId={({ name }) => name}
          rowVersion={({ counts }) => Object.values(counts).join(' ')}
          selected={step?.name}
          onSelect={({ name }) => choose(name)}
        />
      </Section>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        {step && <AboutStep step={step} process={detail.name} />}
        <About detail={detail} />
      </SimpleGrid>
    </Stack>
  );
}

function Standing({ detail }: { readonly detail: ConsoleProcessDetail }) {
  const { name, counts } = detail;
  const figure = (label: string, value: number, status?: string, note?: string) => (
    <Figure
      label={label}
      value={<Count value={value} />}
      note={note}
      {...(status !== undefined && { to: transactionsWith({ process: name, status }) })}
    />
  );
  return (
    <Figures>
      {figure('Working', counts.working, 'working', 'on their way')}
      {figure('Waiting', counts.waiting, 'waiting', 'for someone')}
      {figure('Parked', counts.parked, 'parked', 'someone must look')}
      {figure('In doubt', counts.inDoubt, undefined, 'being looked up')}
      {figure('Done today', counts.doneToday, 'done', 'since midnight UTC')}
      {figure(
        'Refused today',
        counts.refusedToday,
        'refused',
        `${counts.takenBackToday} taken back`,
      )}
    </Figures>
  );
}

function AboutStep({ step, process }: { readonly step: ConsoleStep; readonly process: string }) {
  const standing = standingOf(step);
  return (
    <Section title={`Step “${titleOf(step)}”`} aside={<Code>{step.name}</Code>}>
      <Stack gap="sm">
        <Text>{step.does}</Text>
        <Facts
          items={[
            { term: 'Who acts', value: actorOf(step) },
            ...(step.by.kind === 'person' && step.by.name !== undefined
              ? [{ term: 'Who may', value: <Code>{step.by.name}</Code> }]
              : []),
            { term: 'When', value: step.isConditional ? 'Only when it is needed' : 'Always' },
            {
              term: 'When refused',
              value: step.goesOnWhenRefused
                ? 'A person is told, and the process goes on'
                : 'What was done before is taken back',
            },
            { term: 'Undo', value: undoOf(step) },
            {
              term: 'Stands here',
              value:
                standing.length === 0 ? (
                  'Nothing now'
                ) : (
                  <Link {...transactionsWith({ process })}>
                    {standing.map(({ words }) => words).join(', ')}
                  </Link>
                ),
            },
          ]}
        />
      </Stack>
    </Section>
  );
}

function About({ detail }: { readonly detail: ConsoleProcessDetail }) {
  const { owner, checks, versions, asOf, name } = detail;
  return (
    <Section title="About" aside={<Code>{name}</Code>}>
      <Facts
        items={[
          { term: 'Owner', value: owner },
          { term: 'Service level', value: serviceLevelWords(detail) },
          { term: 'Checks at the door', value: <Count value={checks} /> },
          ...versions.map(({ version, running }) => ({
            term: `Version ${version}`,
            value: `${running} running${version === detail.version ? ', given to new ones' : ''}`,
          })),
          { term: 'Counted at', value: <Instant at={asOf} withSeconds /> },
        ]}
      />
    </Section>
  );
}

const COLUMNS: readonly Column<ConsoleStep>[] = [
  { id: 'name', header: 'Step', width: 72, cell: (step) => titleOf(step) },
  { id: 'does', header: 'What it does', width: 'minmax(200px, 1fr)', cell: ({ does }) => does },
  { id: 'by', header: 'Who acts', width: 136, cell: (step) => actorOf(step) },
  {
    id: 'undo',
    header: 'Undone by',
    width: 140,
    cell: ({ undo }) => (undo?.operation ? operationWords(undo.operation) : '–'),
  },
  {
    id: 'standing',
    header: 'Stands here now',
    width: 136,
    cell: (step) =>
      standingOf(step)
        .map(({ words }) => words)
        .join(', ') || '–',
  },
];

const route = getRouteApi('/processes/$process');
