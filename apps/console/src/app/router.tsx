/**
 * Every page of the console, each on one line. A place without a feature is not here. What a page
 * asks for is known at once, what draws it is a file of its own: both are fetched together, as soon
 * as somebody points at a link to it.
 */

import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  lazyRouteComponent as page,
} from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';
import {
  connectionQuery,
  connectionsQuery,
  overviewQuery,
  validateConnectionSearch,
} from '../features/operations/queries.ts';
import { drainQuery } from '../features/drain/drain-query.ts';
import { approvalsQuery, validateApprovalsSearch } from '../features/approvals/approvals-query.ts';
import {
  batchQuery,
  paneQuery,
  queueQuery,
  validateExceptionsSearch,
} from '../features/exceptions/exceptions-search.ts';
import {
  paymentQuery,
  paymentsQuery,
  transfersQuery,
  validatePaymentSearch,
  validatePaymentsSearch,
} from '../features/payments/payments-query.ts';
import {
  processesQuery,
  processQuery,
  validateProcessSearch,
} from '../features/processes/processes-query.ts';
import { preventedQuery, validatePreventedSearch } from '../features/reports/prevented-query.ts';
import { reportsQuery, validateReportsSearch } from '../features/reports/reports-query.ts';
import { retentionQuery, validateRetentionSearch } from '../features/retention/retention-query.ts';
import {
  statementQuery,
  statementsQuery,
  validateStatementSearch,
  validateStatementsSearch,
} from '../features/statements/statements-query.ts';
import { transactionsQuery } from '../features/transactions/list/transactions-query.ts';
import { validateTransactionsSearch } from '../features/transactions/list/transactions-search.ts';
import {
  transactionQuery,
  validateTransactionSearch,
} from '../features/transactions/one/transaction-query.ts';
import {
  reconciliationQuery,
  validateReconciliationSearch,
} from '../features/reconciliation/reconciliation-search.ts';
import { NotFoundPage, PageFailure } from './page-failure.tsx';
import { enter } from './enter.ts';
import { queryClient } from './query-client.ts';
import { Shell } from './shell.tsx';

const root = createRootRouteWithContext<{ readonly queryClient: QueryClient }>()({
  beforeLoad: ({ context }) => enter(context.queryClient),
  component: Shell,
  errorComponent: (props) => (
    <main id="page">
      <PageFailure {...props} />
    </main>
  ),
  notFoundComponent: NotFoundPage,
});

const overview = createRoute({
  getParentRoute: () => root,
  path: '/',
  loader: () => void queryClient.prefetchQuery(overviewQuery()),
  component: page(() => import('../features/operations/overview-page.tsx'), 'OverviewPage'),
});
const connections = createRoute({
  getParentRoute: () => root,
  path: '/connections',
  loader: () => void queryClient.prefetchQuery(connectionsQuery()),
  component: page(() => import('../features/operations/connections-page.tsx'), 'ConnectionsPage'),
});
const connection = createRoute({
  getParentRoute: () => root,
  path: '/connections/$name',
  validateSearch: validateConnectionSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ params, deps }) => void queryClient.prefetchQuery(connectionQuery(params.name, deps)),
  component: page(() => import('../features/operations/connection-page.tsx'), 'ConnectionPage'),
});

const drain = createRoute({
  getParentRoute: () => root,
  path: '/connections/$name/drain',
  loader: ({ params }) => void queryClient.prefetchQuery(drainQuery(params.name)),
  component: page(() => import('../features/drain/drain-page.tsx'), 'DrainPage'),
});

const statements = createRoute({
  getParentRoute: () => root,
  path: '/statements',
  validateSearch: validateStatementsSearch,
  loaderDeps: ({ search: { month } }) => ({ month }),
  loader: ({ deps }) => void queryClient.prefetchQuery(statementsQuery(deps)),
  component: page(() => import('../features/statements/statements-page.tsx'), 'StatementsPage'),
});
const statement = createRoute({
  getParentRoute: () => root,
  path: '/statements/$statementId',
  validateSearch: validateStatementSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ params, deps }) =>
    void queryClient.prefetchInfiniteQuery(statementQuery(params.statementId, deps)),
  component: page(() => import('../features/statements/statement-page.tsx'), 'StatementPage'),
});
const payments = createRoute({
  getParentRoute: () => root,
  path: '/payments',
  validateSearch: validatePaymentsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => void queryClient.prefetchInfiniteQuery(paymentsQuery(deps)),
  component: page(() => import('../features/payments/payments-page.tsx'), 'PaymentsPage'),
});
const payment = createRoute({
  getParentRoute: () => root,
  path: '/payments/$id',
  validateSearch: validatePaymentSearch,
  loaderDeps: ({ search: { trouble } }) => ({ trouble }),
  loader: ({ params, deps }) => {
    void queryClient.prefetchQuery(paymentQuery(params.id));
    void queryClient.prefetchInfiniteQuery(transfersQuery(params.id, deps));
  },
  component: page(() => import('../features/payments/payment-page.tsx'), 'PaymentPage'),
});
const processes = createRoute({
  getParentRoute: () => root,
  path: '/processes',
  loader: () => void queryClient.prefetchQuery(processesQuery()),
  component: page(() => import('../features/processes/processes-page.tsx'), 'ProcessesPage'),
});
const process = createRoute({
  getParentRoute: () => root,
  path: '/processes/$process',
  validateSearch: validateProcessSearch,
  loader: ({ params }) => void queryClient.prefetchQuery(processQuery(params.process)),
  component: page(() => import('../features/processes/process-page.tsx'), 'ProcessPage'),
});
const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  validateSearch: validateReportsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => void queryClient.prefetchQuery(reportsQuery(deps)),
  component: page(() => import('../features/reports/reports-page.tsx'), 'ReportsPage'),
});
const prevented = createRoute({
  getParentRoute: () => root,
  path: '/reports/duplicates',
  validateSearch: validatePreventedSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => void queryClient.prefetchInfiniteQuery(preventedQuery(deps)),
  component: page(() => import('../features/reports/prevented-page.tsx'), 'PreventedPage'),
});
const retention = createRoute({
  getParentRoute: () => root,
  path: '/retention',
  validateSearch: validateRetentionSearch,
  loader: () => void queryClient.prefetchQuery(retentionQuery()),
  component: page(() => import('../features/retention/retention-page.tsx'), 'RetentionPage'),
});

const transactions = createRoute({
  getParentRoute: () => root,
  path: '/transactions',
  validateSearch: validateTransactionsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => void queryClient.prefetchInfiniteQuery(transactionsQuery(deps)),
  component: page(
    () => import('../features/transactions/list/transactions-page.tsx'),
    'TransactionsPage',
  ),
});
const transaction = createRoute({
  getParentRoute: () => root,
  path: '/transactions/$id',
  validateSearch: validateTransactionSearch,
  loader: ({ params }) => void queryClient.prefetchQuery(transactionQuery(params.id)),
  component: page(
    () => import('../features/transactions/one/transaction-page.tsx'),
    'TransactionPage',
  ),
});
const exceptions = createRoute({
  getParentRoute: () => root,
  path: '/exceptions',
  validateSearch: validateExceptionsSearch,
  loaderDeps: ({ search: { selected: _selected, ...search } }) => search,
  loader: ({ deps }) => void queryClient.prefetchInfiniteQuery(queueQuery(deps)),
  component: page(() => import('../features/exceptions/exceptions-page.tsx'), 'ExceptionsPage'),
});
const correction = createRoute({
  getParentRoute: () => root,
  path: '/exceptions/$exceptionId/correction',
  loader: ({ params }) => void queryClient.prefetchQuery(paneQuery(params.exceptionId)),
  component: page(() => import('../features/exceptions/correction-page.tsx'), 'CorrectionPage'),
});
const batch = createRoute({
  getParentRoute: () => root,
  path: '/exceptions/batches/$batchId',
  loader: ({ params }) => void queryClient.prefetchQuery(batchQuery(params.batchId)),
  component: page(() => import('../features/exceptions/batch-page.tsx'), 'BatchPage'),
});
const approvals = createRoute({
  getParentRoute: () => root,
  path: '/approvals',
  validateSearch: validateApprovalsSearch,
  loader: () => void queryClient.prefetchQuery(approvalsQuery()),
  component: page(() => import('../features/approvals/approvals-page.tsx'), 'ApprovalsPage'),
});

const reconciliation = createRoute({
  getParentRoute: () => root,
  path: '/reconciliation',
  validateSearch: validateReconciliationSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => void context.queryClient.prefetchQuery(reconciliationQuery(deps)),
  component: page(
    () => import('../features/reconciliation/reconciliation-page.tsx'),
    'ReconciliationPage',
  ),
});

export const router = createRouter({
  routeTree: root.addChildren([
    overview,
    connections,
    connection,
    drain,
    transactions,
    transaction,
    reconciliation,
    statements,
    statement,
    payments,
    payment,
    processes,
    process,
    reports,
    prevented,
    retention,
    exceptions,
    correction,
    batch,
    approvals,
  ]),
  basepath: '/console',
  context: { queryClient },
  defaultErrorComponent: (props: ErrorComponentProps) => <PageFailure {...props} />,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 300,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  // The way in which the router's types learn of these routes.
  interface Register {
    router: typeof router;
  }
}
