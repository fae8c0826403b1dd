// Each broken file is answered or refused in words; nothing else comes out of an inspector.
import { expect, test } from "vitest";
import { randomNumbers, tryOne } from "./mutations.ts";

test("2000 broken files", async () => {
  const next = randomNumbers(0x5eed);
  const failures: string[] = [];
  for (let i = 0; i < 2000; i++) {
    const { command, failure } = await tryOne(next);
    if (failure !== undefined) failures.push(`${i}: ${command}\n${failure}`);
  }
  expect(failures).toEqual([]);
}, 60_000);
