import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

// The many processes and threads that tests start take compiled modules from here.
process.env.NODE_COMPILE_CACHE ??= path.join(tmpdir(), 'node-compile-cache');

export default defineConfig({
  test: {
    include: ['{server,contracts,cli,web,scripts,demo}/**/*.test.{ts,tsx}'],
    globalSetup: ['server/testing/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // A worker keeps the modules it has loaded, and one database, for all its files.
    isolate: false,
    // A bound for what hangs, on a machine that does other things too.
    testTimeout: 60_000,
    hookTimeout: 90_000,
  },
});
