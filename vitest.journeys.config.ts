import { defineConfig } from 'vitest/config'

/** Browser journeys: one at a time, against a built Baton. */
export default defineConfig({
  test: {
    include: ['test/journeys/**/*.e2e.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
