/** Everything of `src/ui` on a few pages, for the browser tests to look at and to press. */

import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '../../src/ui/base.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { cssVariables, theme } from '../../src/ui/theme.ts';
import { AnswersPage } from './answers-page.tsx';
import { TablePage } from './table-page.tsx';
import { ValuesPage } from './values-page.tsx';

const root = createRootRoute({
  component: () => (
    <main>
      <Outlet />
    </main>
  ),
});
const pages = [
  createRoute({ getParentRoute: () => root, path: '/values', component: ValuesPage }),
  createRoute({ getParentRoute: () => root, path: '/answers', component: AnswersPage }),
  createRoute({ getParentRoute: () => root, path: '/table', component: TablePage }),
];
const router = createRouter({ routeTree: root.addChildren(pages), history: createHashHistory() });

const place = document.querySelector('#root');
if (place) {
  createRoot(place).render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Notifications position="bottom-right" />
      <RouterProvider router={router as never} />
    </MantineProvider>,
  );
}
