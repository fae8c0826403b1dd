// `npm run fuzz [-- COUNT [SEED]]`: the long run. A file that fails is written to the temporary folder; make a fixture of it.
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomNumbers, tryOne } from "./mutations.ts";

const count = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? 1);
const next = randomNumbers(seed);
const statuses = new Map<number, number>();
for (let i = 0; i < count; i++) {
  const { command, bytes, status, failure } = await tryOne(next);
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  if (failure === undefined) continue;
  const path = join(tmpdir(), `kbuild-fuzz-${seed}-${i}`);
  writeFileSync(path, bytes);
  console.log(`${i}: ${command} on ${path}\n${failure}`);
}
console.log(`${count} files, seed ${seed}: ${[...statuses].map(([status, times]) => `status ${status}: ${times}`).join(", ")}`);
process.exitCode = statuses.has(-1) ? 1 : 0;
