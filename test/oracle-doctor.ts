// `npm run oracle:doctor FOLDER...`: the doctor looks at each crate below the folders, as it lies there and as one for bare metal.
// What it finds in a crate that cargo accepts is a false alarm, unless it stands in EXPECTED with its reason. Exit status 1 if
// there is one, or if the doctor failed. VERBOSE=1 lists what it finds in crates that are refused, too.
import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { memoryHost } from "../src/base/memory-host.ts";
import { runCommandLine } from "../src/cli/command-line.ts";
import { readCorelib } from "../src/node/corelib.ts";
import { Counts, cratesBelow, isOfCrate } from "./oracle-crates.js";
import type { Crate } from "./oracle-crates.js";

interface Finding {
  readonly check: string;
  readonly level: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Findings on crates that some command of the recorded ones accepts: crate, check, why the finding is right all the same. */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "lints/dead-start": { "entry-point": "`_start` without its attribute is what the crate is about" },
  "manifest/unknown-key-profile": { "misspelt-table": "`panics` is what the crate is about; cargo warns and goes on" },
  "manifest/workspace-profile": { "member-profile": "the profile of a member is what the crate is about" },
  "nostd-nomain/ag-c-main-under-no-main": { "entry-point": "a C `main` for a system's runtime; on bare metal nothing calls it" },
  "panic-handler/unsafe-fn": { "unsafe-handler": "the unsafe handler is what the crate is about; rustc has yet to refuse it" },
  "readers/config-dir-without-dot": { "unread-config": "`cargo/` for `.cargo/`: accepted, and for the wrong target" },
  "readers/config-under-src-cwd": { "unread-config": "`src/.cargo/` is read from `src/` alone" },
  "readers/crt-startup-misspelt": { "entry-point": "Windows' entry, misspelt; on bare metal there is none either" },
  "readers/package-keys-in-config": { "keys-in-wrong-file": "manifest's tables in the configuration: nobody says a word" },
  "readers/profile-in-member-and-root": { "member-profile": "the profile of a member is what the crate is about" },
  "readers/profiles-plural": { "misspelt-table": "`[profiles.dev]` is what the crate is about; bare metal aborts without it" },
  "readers/start-two-underscores": { "entry-point": "`__start`: it links, and boots into nowhere" },
};

/** The crate's files in memory, alone in a folder of its name. */
function filesOf(folder: string, at: string): [string, Uint8Array][] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): [string, Uint8Array][] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isOfCrate(path) ? filesOf(path, `${at}/${entry.name}`) : [];
    return isOfCrate(path) && entry.isFile() ? [[`${at}/${entry.name}`, readFileSync(path)]] : [];
  });
}

async function examine({ path, meta }: Crate, words: readonly string[]): Promise<{ findings: readonly Finding[]; broken?: string }> {
  const root = `/w/${basename(path)}`;
  const files = Object.fromEntries(filesOf(path, root));
  // Without a manifest there is nothing to look at, and that is what it says.
  if (files[`${root}/Cargo.toml`] === undefined) return { findings: [] };
  const host = memoryHost(files, root, meta.env ?? {});
  const status = await runCommandLine(host, ["+1.96", "doctor", "--format", "json", ...words], readCorelib);
  if (!host.stdout.text.startsWith("{")) return { findings: [], broken: `${status}: ${host.stderr.text.split("\n")[0]}` };
  return JSON.parse(host.stdout.text) as { findings: readonly Finding[] };
}

const counts = new Counts();
for (const crate of cratesBelow(process.argv.slice(2))) {
  const accepted = crate.verdicts.length === 0 || crate.verdicts.some(({ exit }) => exit === 0);
  for (const words of [[], ["--target", "x86_64-unknown-none"]]) {
    const { findings, broken } = await examine(crate, words);
    if (broken !== undefined) {
      counts.add("failed");
      console.log(`FAILED ${crate.name} ${broken}`);
    }
    counts.add(`${accepted ? "accepted" : "refused"}, ${findings.length === 0 ? "nothing found" : "something found"}`);
    for (const { check, level, file, line, message } of findings) {
      const isAlarm = accepted && level === "warning" && EXPECTED[crate.name]?.[check] === undefined;
      counts.add(isAlarm ? "false alarms" : `${level}s on ${accepted ? "accepted" : "refused"} ones`);
      if (isAlarm || process.env["VERBOSE"] === "1")
        console.log(
          `${isAlarm ? "FALSE ALARM" : accepted ? "accepted" : "refused"} ${crate.name}: ${level}[${check}] ${file}:${line} ${message}`,
        );
    }
  }
}
console.log(String(counts));
process.exitCode = counts.of("failed") + counts.of("false alarms") > 0 ? 1 : 0;
