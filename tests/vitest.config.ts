import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Order and time zone are odd on purpose: nothing may depend on them.
    sequence: { shuffle: true },
    env: { TZ: 'Pacific/Auckland' },
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
