import { availableParallelism } from "node:os";
import { setFlagsFromString } from "node:v8";
import { defineConfig } from "vitest/config";
import { compiledSources } from "./test/compile-sources.ts";

// As bin/load.js has it, for the same reason: most of what tests run is over before optimised code has paid for itself.
setFlagsFromString("--interrupt-budget=400000");

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
