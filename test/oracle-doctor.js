// `npm run oracle:doctor FOLDER...`: the doctor looks at each crate below the folders, as it lies there and as one for bare metal.
// What it finds in a crate that cargo accepts is a false alarm, unless it stands in EXPECTED with its reason. Exit status 1 if
// there is one, or if the doctor failed. VERBOSE=1 lists what it finds in crates that are refused, too.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Counts, KBUILD, cratesBelow, inCopy, run } from "./oracle-crates.js";

/** Findings on crates that some command of the recorded ones accepts: crate, check, why the finding is right all the same. */
const EXPECTED = {
  "manifest/unknown-key-profile": { "misspelt-table": "`panics` is what the crate is about; cargo warns and goes on" },
  "manifest/workspace-profile": { "member-profile": "the profile of a member is what the crate is about" },
  "nostd-nomain/ag-c-main-under-no-main": { "entry-point": "a C `main` for a system's runtime; on bare metal nothing calls it" },
  "readers/config-dir-without-dot": { "unread-config": "`cargo/` for `.cargo/`: accepted, and for the wrong target" },
  "readers/config-under-src-cwd": { "unread-config": "`src/.cargo/` is read from `src/` alone" },
  "readers/crt-startup-misspelt": { "entry-point": "Windows' entry, misspelt; on bare metal there is none either" },
  "readers/package-keys-in-config": { "keys-in-wrong-file": "manifest's tables in the configuration: nobody says a word" },
  "readers/profile-in-member-and-root": { "member-profile": "the profile of a member is what the crate is about" },
  "readers/profiles-plural": { "misspelt-table": "`[profiles.dev]` is what the crate is about; bare metal aborts without it" },
  "readers/start-two-underscores": { "entry-point": "`__start`: it links, and boots into nowhere" },
};

function examine(crate, words) {
  return inCopy(crate, (root) => {
    const { stdout, stderr, status } = run(
      process.execPath,
      [KBUILD, "+1.96", "doctor", "--format", "json", ...words],
      root,
      crate.meta.env,
    );
    // Without a manifest there is nothing to look at, and that is what it says.
    if (!existsSync(join(root, "Cargo.toml"))) return { findings: [] };
    try {
      return { findings: JSON.parse(stdout).findings };
    } catch {
      return { findings: [], broken: `${status}: ${stderr.split("\n")[0]}` };
    }
  });
}

const counts = new Counts();
let failed = false;
for (const crate of cratesBelow(process.argv.slice(2))) {
  const accepted = crate.verdicts.length === 0 || crate.verdicts.some(({ exit }) => exit === 0);
  for (const words of [[], ["--target", "x86_64-unknown-none"]]) {
    const { findings, broken } = examine(crate, words);
    if (broken !== undefined) console.log(`BROKEN ${crate.name} ${broken}`);
    failed ||= broken !== undefined;
    counts.add(`${accepted ? "accepted" : "refused"}, ${findings.length === 0 ? "nothing found" : "something found"}`);
    for (const { check, level, file, line, message } of findings) {
      const isExpected = EXPECTED[crate.name]?.[check] !== undefined;
      const isAlarm = accepted && level === "warning" && !isExpected;
      counts.add(isAlarm ? "false alarms" : `${level}s on ${accepted ? "accepted" : "refused"} ones`);
      failed ||= isAlarm;
      if (isAlarm || process.env.VERBOSE === "1")
        console.log(
          `${isAlarm ? "FALSE ALARM" : accepted ? "accepted" : "refused"} ${crate.name}: ${level}[${check}] ${file}:${line} ${message}`,
        );
    }
  }
}
console.log(`${counts}`);
process.exitCode = failed ? 1 : 0;
