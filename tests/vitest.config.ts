import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Order and time zone are odd on purpose: nothing may depend on them.
    sequence: { shuffle: true },
    env: { TZ: 'Pacific/Auckland' },
    // Half of the tests wait for servers and processes: as many at a time as there are processors, not one fewer.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
