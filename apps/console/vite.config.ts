/**
 * Builds the console for `/console/`, and serves it with hot reload in front of a running platform
 * (`npm run console`): what is not the console's goes on to that one.
 */

import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';
import { compressFiles } from './compress-files.ts';

export default defineConfig(({ mode }) => {
  const { KONTOR_URL = 'http://127.0.0.1:8480' } = loadEnv(mode, import.meta.dirname, 'KONTOR_');
  const target = { target: KONTOR_URL };
  return {
    root: import.meta.dirname,
    base: '/console/',
    plugins: [react(), compressFiles()],
    build: {
      outDir: 'dist',
      emptyOutDir: true,
      // Nothing is written into the page: its content security policy allows files only.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // The largest chunk is the charts'; a page without charts does not load it.
      chunkSizeWarningLimit: 900,
      reportCompressedSize: false,
      rolldownOptions: { output: { codeSplitting: { groups: [STYLES, SHARED] } } },
    },
    server: {
      host: '127.0.0.1',
      port: 5173,
      proxy: Object.fromEntries(NOT_OURS.map((path) => [path, target])),
    },
  };
});

/** One sheet: what overrides what depends on its order, and separate sheets come in any. */
const STYLES = { name: 'styles', test: /\.css$/ };

/**
 * What three pages need, every page is given in one file: without it a page would be put together
 * from thirty small ones, six at a time.
 */
const SHARED = { name: 'shared', minShareCount: 3 };

const NOT_OURS = ['/v1', '/oauth', '/docs', '/console/sign-in', '/console/sign-out'];
