import { defineConfig } from 'vitest/config'

/** Unit tests and stories. Browser journeys have a configuration of their own. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      // The domain is pure: its files share a worker and need no database.
      { test: { name: 'domain', include: ['domain/**/*.test.ts'], isolate: false } },
      {
        test: {
          name: 'server',
          include: [
            'server/**/*.test.ts',
            'cli/**/*.test.ts',
            'web/**/*.test.ts',
            'test/*.test.ts',
            'test/{stories,simulation}/**/*.test.ts',
          ],
          globalSetup: 'test/global-setup.ts',
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
})
