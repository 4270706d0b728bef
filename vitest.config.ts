import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    setupFiles: ['test/support/property-seed.ts'],
    // All cores: much of a test's time is waiting for the processes that it starts
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // oclif's runCommand captures stdout itself
    disableConsoleIntercept: true,
    coverage: {include: ['src/**']},
  },
})
