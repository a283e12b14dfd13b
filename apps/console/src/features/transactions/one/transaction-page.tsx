/** What happened to it? One transaction, read from top to bottom like a letter. */

import type { ConsoleTransaction } from '@kontor/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Page, Panel, Stack, State, Text, TwoHalves } from '../../../ui/index.ts';
import { CancelButton } from './cancel-button.tsx';
import { ExceptionsPart } from './exceptions-part.tsx';
import { DelayNote } from './delay-note.tsx';
import { PageActions } from './page-actions.tsx';
import { PartsBeside } from './parts-beside.tsx';
import { StoryPart } from './story-part.tsx';
import { titleOf } from './title-of.ts';
import { transactionQuery } from './transaction-query.ts';

export function TransactionPage() {
  const { id } = route.useParams();
  const query = useQuery(transactionQuery(id));
  return (
    <Page
      title={query.data ? titleOf(query.data.row) : 'Transaction'}
      lead={query.data && <Lead transaction={query.data} />}
      actions={
        <>
          {query.data && <CancelButton key={id} transaction={query.data} />}
          <PageActions id={id} />
        </>
      }
    >
      <Panel query={query} permission="transactions:read">
        {(transaction) => (
          <TwoHalves
            left={
              <Stack gap="lg">
                {transaction.delay && (
                  <DelayNote delay={transaction.delay} isLate={transaction.row.isLate} />
                )}
                <ExceptionsPart transaction={transaction} />
                <StoryPart transaction={transaction} />
              </Stack>
            }
            right={<PartsBeside transaction={transaction} />}
          />
        )}
      </Panel>
    </Page>
  );
}

function Lead({ transaction }: { readonly transaction: ConsoleTransaction }) {
  const { row, story } = transaction;
  return (
    <>
      <State state={row.state}>{row.stateWord}</State>{' '}
      <Text span inherit ml="xs">
        {story.sentence}
      </Text>
    </>
  );
}

const route = getRouteApi('/transactions/$id');
