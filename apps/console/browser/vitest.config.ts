/** `npm run browser`: slow, with a whole platform, and therefore not a part of `npm test`. */

import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  test: {
    name: 'browser',
    include: ['*.browser.test.ts'],
    globalSetup: [join(import.meta.dirname, 'harness/start-platform-and-browser.ts')],
    // One platform and one browser for all of them.
    fileParallelism: false,
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
