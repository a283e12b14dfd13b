/** Starts the console in the page that the server served. */

import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '../ui/base.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { cssVariables, theme } from '../ui/theme.ts';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';

// A part that this page has not needed yet is gone when the console was built anew meanwhile.
// Only then: a page that is loaded while nobody answers would take away what is shown and typed.
globalThis.addEventListener('vite:preloadError', () => {
  fetch(import.meta.env.BASE_URL, { method: 'HEAD' }).then(
    ({ ok }) => ok && globalThis.location.reload(),
    () => undefined,
  );
});

const root = document.querySelector('#root');
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
// Where the style sheets of dialogs look for it.
Object.assign(globalThis, { __webpack_nonce__: nonce });
if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <Notifications position="bottom-right" />
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
