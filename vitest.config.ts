import { defineConfig } from 'vitest/config'

// Files share a worker, so that each module is read once: a test that changes its process puts back what it changed.
const isolate = false

/** Unit tests and stories. Browser journeys have a configuration of their own. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      // Pure: no database, no server.
      { test: { name: 'pure', include: ['domain/**/*.test.ts', 'web/**/*.test.ts'], isolate, testTimeout: 30_000 } },
      {
        test: {
          name: 'server',
          include: [
            'server/**/*.test.ts',
            'cli/**/*.test.ts',
            'test/*.test.ts',
            'test/{stories,simulation}/**/*.test.ts',
          ],
          isolate,
          globalSetup: 'test/global-setup.ts',
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
})
