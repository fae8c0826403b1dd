// Threads that help with a dump may be gone at any time (out of memory): their work comes back to the owner.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { Farm } from "../../src/node/farm.ts";

const DIES = pathToFileURL(resolve(import.meta.dirname, "../../fixtures/inspect/workers/dies.cjs"));

test("a task whose worker died is the owner's", async () => {
  const farm = new Farm<string>(DIES, undefined, 1, 4, 20);
  farm.start([0, 1]);
  const claimed = async (): Promise<void> => {
    while (farm.isFree(0)) await new Promise((done) => setTimeout(done, 1));
  };
  await claimed();
  expect([farm.take(0), farm.take(1)]).toEqual([undefined, undefined]);
});
