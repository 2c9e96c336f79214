import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Node resolves `#*` through package.json by itself; `react-server` makes the `server-only` marker pass.
  ssr: { resolve: { conditions: ['react-server', 'module', 'node', 'development|production'] } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'lib/**/*.test.ts',
            'worker/**/*.test.ts',
            'web/**/*.test.ts',
            'scripts/**/*.test.ts',
            'e2e/cloudflare-simulator/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['tests/db/**/*.test.ts'],
          globalSetup: ['tests/db/global-setup.ts'],
          setupFiles: ['tests/db/setup.ts'],
          // They wait for PostgreSQL more than they compute; more would only share its connections.
          maxWorkers: 2,
          maxConcurrency: 3,
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
    ],
  },
})
