/** Every page of the console, each on one line. A place without a feature is not here. */

import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  type ErrorComponentProps,
} from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';
import { HomePage } from '../features/home/home-page.tsx';
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

const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage });

export const router = createRouter({
  routeTree: root.addChildren([home]),
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
