import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{server,contracts,cli,web,scripts,demo}/**/*.test.{ts,tsx}'],
    globalSetup: ['server/testing/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
