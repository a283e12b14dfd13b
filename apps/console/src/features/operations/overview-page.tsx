/** The overview: is anything wrong, what is it worth, when will it be right? */

import type { Overview } from '@kontor/contracts';
import { useQuery } from '@tanstack/react-query';
import { Grid, Instant, Page, Panel, Section, Stack } from '../../ui/index.ts';
import { BankPicture } from './bank-picture.tsx';
import { Concerns } from './concerns.tsx';
import { ConnectionLines } from './connection-lines.tsx';
import { ExceptionAges } from './exception-ages.tsx';
import { overviewQuery } from './queries.ts';
import { ServiceLevels } from './service-levels.tsx';
import { TotalsToday } from './totals-today.tsx';

export function OverviewPage() {
  const query = useQuery(overviewQuery());
  return (
    <Page title="Overview" lead={query.data?.sentence}>
      <Panel query={query}>{(overview) => <Sections overview={overview} />}</Panel>
    </Page>
  );
}

/** A section that the person may not see is not in the answer, and leaves no hole. */
function Sections({ overview }: { readonly overview: Overview }) {
  const { concerns, connections, exceptions, serviceLevels, totals, bank } = overview;
  return (
    <Stack gap="lg">
      {concerns.length > 0 && <Concerns concerns={concerns} />}
      {connections && (
        <Section title="Connections">
          <ConnectionLines lines={connections} />
        </Section>
      )}
      <Grid gap="xl">
        {exceptions && (
          <Grid.Col span={{ base: 12, md: serviceLevels ? 6 : 12 }}>
            <ExceptionAges exceptions={exceptions} />
          </Grid.Col>
        )}
        {serviceLevels && (
          <Grid.Col span={{ base: 12, md: exceptions ? 6 : 12 }}>
            <ServiceLevels levels={serviceLevels} />
          </Grid.Col>
        )}
      </Grid>
      {totals && (
        <Section
          title="What came in today, and what became of it"
          aside={
            <>
              Since midnight UTC, as of <Instant at={totals.asOf} timeOnly withSeconds />
            </>
          }
        >
          <TotalsToday totals={totals} />
        </Section>
      )}
      {bank && <BankPicture bank={bank} />}
    </Stack>
  );
}
