/**
 * Builds the console for `/console/`, and serves it with hot reload in front of a running platform
 * (`npm run console`): what is not the console's goes on to that one.
 */

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Nothing is written into the page: its content security policy allows files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The charts' chunk; a page without charts does not load it.
    chunkSizeWarningLimit: 900,
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ['/v1', '/oauth', '/sign-in', '/console/sign-in', '/console/sign-out', '/docs'].map(
        (path) => [path, { target: 'http://127.0.0.1:8080' }],
      ),
    ),
  },
});
