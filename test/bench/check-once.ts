// Checks many crates in one process, for the benchmark: `check-once.mjs ROUNDS [FOLDER]`. The crates are those of `fixtures/check`, or
// each folder with a manifest below FOLDER. Told of each round: crates a second of the clock and of processors; the first is cold.
import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { CargoError } from "../../src/cargo/cargo-error.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

interface Crate {
  readonly root: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

const FIXTURES = join(import.meta.dirname, "../../fixtures/check");
const MANIFEST = '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n';

function ofFixture(name: string): Crate[] {
  const source = name.endsWith(".lib.crates") ? "/k/src/lib.rs" : "/k/src/main.rs";
  const crates = readFileSync(join(FIXTURES, name), "utf8").split("//----\n");
  return crates.map((crate) => {
    const [text = ""] = crate.split("//==== rustc 1.96.0\n");
    return { root: "/k", files: { "/k/Cargo.toml": MANIFEST, [source]: text } };
  });
}

function filesBelow(folder: string, at: string): [string, Uint8Array][] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): [string, Uint8Array][] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "target" ? [] : filesBelow(path, `${at}/${entry.name}`);
    return entry.isFile() ? [[`${at}/${entry.name}`, readFileSync(path)]] : [];
  });
}

function cratesBelow(folder: string): Crate[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const root = `/w/${basename(folder)}`;
  if (entries.some(({ name }) => name === "Cargo.toml")) return [{ root, files: Object.fromEntries(filesBelow(folder, root)) }];
  return entries.flatMap((entry) => (entry.isDirectory() && entry.name !== "target" ? cratesBelow(join(folder, entry.name)) : []));
}

async function check({ root, files }: Crate): Promise<void> {
  const host = memoryHost(files, root);
  const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
  try {
    await build(host, buildOptions({ target: ["x86_64-unknown-none"], defaultFeatures: true }, context, "metadata"), readCorelib);
  } catch (error) {
    // A manifest that cargo refuses.
    if (!(error instanceof CargoError)) throw error;
  }
}

const [rounds = "3", folder] = process.argv.slice(2);
const fixtures = () => readdirSync(FIXTURES).filter((name) => name.endsWith(".crates"));
const crates = folder === undefined ? fixtures().flatMap(ofFixture) : cratesBelow(folder);
for (let round = 0; round < Number(rounds); round++) {
  const [clock, processors] = [performance.now(), process.cpuUsage()];
  for (const crate of crates) await check(crate);
  const { user, system } = process.cpuUsage(processors);
  const perSecond = (seconds: number) => (crates.length / seconds).toFixed(0);
  const times = `${perSecond((performance.now() - clock) / 1000)} a second, ${perSecond((user + system) / 1e6)} a second of processors`;
  console.log(`check, ${crates.length} crates in one process`.padEnd(40), `${times}${round === 0 ? " (cold)" : ""}`);
}
