import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { compiledSources } from "./test/compile-sources.ts";

export default defineConfig({
  plugins: [compiledSources()],
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/compile-sources.ts",
    pool: "threads",
    isolate: false,
    testTimeout: 60_000,
    maxWorkers: availableParallelism(),
  },
});
