/** Reconciliation: which money belongs to what. Receipts left, open items right, decided below. */

import type { Reconciliation } from '@kontor/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { formatCount } from '../../lib/format.ts';
import { Figure, Figures, Money, Page, Panel } from '../../ui/index.ts';
import { reconciliationQuery, type ReconciliationSearch } from './reconciliation-search.ts';
import { Workbench } from './workbench.tsx';

export function ReconciliationPage() {
  const search: ReconciliationSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const query = useQuery(reconciliationQuery(search));
  const change = (part: Partial<ReconciliationSearch>) =>
    void navigate({
      to: '/reconciliation',
      search: { ...search, ...part },
      replace: true,
      resetScroll: false,
    });
  return (
    <Page title="Reconciliation" lead={query.data && leadOf(query.data)}>
      <Panel query={query} permission="receivables:read">
        {(data) => (
          <>
            <Totals data={data} />
            <Workbench {...{ data, search, change }} />
          </>
        )}
      </Panel>
    </Page>
  );
}

/** The first thing to know, in one sentence. */
function leadOf({ totals, touchless }: Reconciliation): string {
  const left = totals.reduce((sum, { unmatched }) => sum + (unmatched?.count ?? 0), 0);
  const waiting =
    left === 0
      ? 'Every receipt is matched.'
      : `${left} ${left === 1 ? 'receipt needs' : 'receipts need'} someone.`;
  if (!touchless || touchless.receipts === 0) return waiting;
  const share = Math.floor((100 * touchless.byRule) / touchless.receipts);
  const receipts = formatCount(touchless.receipts);
  return `${waiting} Of ${receipts} in this period, ${share} % were matched by rules alone.`;
}

function Totals({ data: { totals } }: { readonly data: Reconciliation }) {
  return (
    <Figures>
      {totals.map(({ currency, unmatched, openItems, overdue }) => (
        <Figure
          key={currency}
          label={unmatched ? `Unmatched in ${currency}` : `Open in ${currency}`}
          value={<Money value={{ amount: (unmatched ?? openItems).open, currency }} />}
          to={{ to: '/reconciliation', search: { currency } }}
          note={
            <>
              {unmatched && (
                <>
                  <Money value={{ amount: openItems.open, currency }} /> open,{' '}
                </>
              )}
              <Money value={{ amount: overdue.open, currency }} /> overdue
            </>
          }
        />
      ))}
    </Figures>
  );
}
