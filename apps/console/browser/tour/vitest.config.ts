/** `npm run screenshots`: walks through a played day and takes the pictures of the tour. */

import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  test: {
    name: 'tour',
    include: ['tour.browser.test.ts'],
    globalSetup: [join(import.meta.dirname, '../harness/start-platform-and-browser.ts')],
    testTimeout: 240_000,
    hookTimeout: 30_000,
  },
});
