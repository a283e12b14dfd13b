import { defineConfig } from 'vitest/config';

const exclude = ['**/node_modules/**', '.kontor/**', '**/*.browser.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['**/*.test.ts'],
          exclude: [...exclude, '**/*.pg.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'pg',
          include: ['**/*.pg.test.ts'],
          exclude,
          globalSetup: ['packages/testing/src/database/global-setup.ts'],
        },
      },
    ],
  },
});
