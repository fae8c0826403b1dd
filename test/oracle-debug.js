// `npm run oracle:debug -- [FOLDER...]`: debug information as its readers see it. Every crate below the folders (those of fixtures/run
// without any) is built for each kind of debug information; `llvm-dwarfdump --verify` must be content with the image, and gdb, where
// it is installed, must stop in `main` by name and line and tell where it is. A crate that kbuild does not compile is left out.
// `fixtures/link/debug` is built for the bare machines, each, and verified.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");
const KBUILD = join(ROOT, "bin/kbuild.js");
const VERIFY = process.env.DWARFDUMP ?? "llvm-dwarfdump-22";
const KINDS = ["2", "1", "line-tables-only"];
const RELEASES = ["+1.68.1", "+1.96"];
/** A crate of its own is built for each of them, which gdb of this machine cannot run. */
const TARGETS = ["x86_64-unknown-none", "thumbv7em-none-eabihf", "aarch64-unknown-none", "riscv64gc-unknown-none-elf"];

function* cratesBelow(folder) {
  if (existsSync(join(folder, "Cargo.toml")) || existsSync(join(folder, "main.rs"))) yield folder;
  else for (const name of readdirSync(folder)) if (statSync(join(folder, name)).isDirectory()) yield* cratesBelow(join(folder, name));
}

function run(command, words, cwd, more = {}) {
  return spawnSync(command, words, { cwd, encoding: "utf8", timeout: 120_000, maxBuffer: 1 << 28, env: { ...process.env, ...more } });
}

const isInstalled = (command) => spawnSync(command, ["--version"]).error === undefined;

/** The linked files below `target`. */
function imagesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name === "debug" || /-(?:none|gnu|elf|eabihf)$/.test(name)) return imagesBelow(path);
    if (/[.]/.test(name)) return [];
    return statSync(path).isFile() && readFileSync(path).subarray(0, 4).toString("latin1") === "\x7fELF" ? [path] : [];
  });
}

/** What gdb makes of the image: a breakpoint by function and by line, the line it stops at, callers and locals of the running program. */
function gdbProblem(image, cwd) {
  const listed = run("gdb", ["-batch", "-nx", "-ex", "info functions -n .", image], cwd).stdout;
  const [, line, name] = /^(\d+):\s.*\bfn ([\w:]+::main)\(/m.exec(listed) ?? /^(\d+):\s.*\bfn ([\w:]+::_start)\(/m.exec(listed) ?? [];
  if (name === undefined) return `no function with a line: ${listed}`;
  const words = [`break ${name}`, `break src/main.rs:${line}`, "run", "info line", "bt", "info locals"].flatMap((word) => ["-ex", word]);
  const { stdout, stderr } = run("gdb", ["-batch", "-nx", ...words, image], cwd);
  const wanted = [
    /^Breakpoint 1 at 0x[0-9a-f]+: file .*, line \d+\./m,
    /^Breakpoint 2 at 0x[0-9a-f]+: file .*, line \d+\./m,
    /^Breakpoint 1.*, [\w:]+::(?:main|_start) \(.*\) at .*:\d+$/m,
    /^Line \d+ of ".*" starts at address/m,
    /^#0 .* at .*:\d+$/m,
  ];
  const missing = wanted.find((pattern) => !pattern.test(stdout));
  return missing === undefined ? undefined : `${String(missing)} is not in: ${stdout}${stderr}`;
}

const MANIFEST = '[package]\nname = "program"\nversion = "0.1.0"\nedition = "2021"\n\n[profile.dev]\npanic = "abort"\n';
const CONFIG = `[target.x86_64-unknown-linux-gnu]
rustflags = ["-C", "link-arg=-nostartfiles", "-C", "link-arg=-static", "-C", "relocation-model=static"]
`;

/** A crate, or a main.rs alone, which becomes one with the modules that lie beside its folder. */
function copyCrate(crate, folder) {
  if (existsSync(join(crate, "Cargo.toml"))) return cpSync(crate, folder, { recursive: true });
  mkdirSync(join(folder, "src"));
  mkdirSync(join(folder, ".cargo"));
  const expected = join(crate, "expected.json");
  const { edition = "2021" } = existsSync(expected) ? JSON.parse(readFileSync(expected, "utf8")) : {};
  writeFileSync(join(folder, "Cargo.toml"), MANIFEST.replace("2021", edition));
  writeFileSync(join(folder, ".cargo/config.toml"), CONFIG);
  cpSync(join(crate, "main.rs"), join(folder, "src/main.rs"));
  const shared = join(crate, "..");
  for (const name of readdirSync(shared)) if (name.endsWith(".rs")) cpSync(join(shared, name), join(folder, "src", name));
}

/** Functions that the linker left out all begin at 0, as LLD has them, and so overlap: with the real compiler, too. */
function isDead(block) {
  const starts = [...block.matchAll(/DW_AT_low_pc .*\(0x([0-9a-f]+)\)/g)];
  return /^error: DIEs have overlapping/.test(block) && starts.length === 2 && starts.every(([, start]) => /^0+$/.test(start));
}

/** The verifier's complaints, one a line. */
function complaints(text) {
  return text
    .split(/^(?=error: )/m)
    .filter(
      (block) =>
        block.startsWith("error: ") &&
        !block.startsWith("error: Aggregated") &&
        !isDead(block) &&
        !/^error: .* occurred \d+ time/.test(block),
    )
    .map((block) => block.split("\n").slice(0, 2).join(" "));
}

/** `target` undefined: the crate's own. */
function check(crate, release, kind, withGdb, target) {
  const folder = mkdtempSync(join(tmpdir(), "kbuild-debug-"));
  try {
    copyCrate(crate, folder);
    const words = target === undefined ? [] : ["--target", target];
    const built = run(process.execPath, [KBUILD, release, "build", ...words], folder, { CARGO_PROFILE_DEV_DEBUG: kind });
    if (built.status !== 0) return { skipped: /error\[KB\d+\]/.exec(built.stderr)?.[0] ?? "does not build" };
    const problems = [];
    for (const image of imagesBelow(join(folder, "target"))) {
      const { stdout, stderr } = run(VERIFY, ["--verify", image], folder);
      problems.push(...complaints(stdout + stderr).map((complaint) => `${basename(image)}: ${complaint}`));
      const problem = withGdb && kind !== "line-tables-only" ? gdbProblem(image, folder) : undefined;
      if (problem !== undefined) problems.push(`${basename(image)}: gdb: ${problem.trim().split("\n").slice(0, 3).join(" | ")}`);
    }
    return { problems };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const folders = process.argv.slice(2);
const crates = (folders.length > 0 ? folders : [join(ROOT, "fixtures/run")]).flatMap((folder) => [...cratesBelow(resolve(folder))]);
if (!isInstalled(VERIFY)) {
  console.log(`no ${VERIFY} here: nothing to compare with`);
  process.exit(0);
}
const withGdb = isInstalled("gdb");
const counts = { clean: 0, wrong: 0, skipped: 0 };

function judge(crate, release, kind, target) {
  const { skipped, problems } = check(crate, release, kind, withGdb && target === undefined, target);
  if (skipped !== undefined) counts.skipped++;
  else if (problems.length === 0) counts.clean++;
  else {
    counts.wrong++;
    console.log(`${basename(crate)} ${target ?? ""} ${release} debug=${kind}\n  ${problems.join("\n  ")}`);
  }
}

for (const release of RELEASES) {
  for (const kind of KINDS) {
    for (const crate of crates) judge(crate, release, kind);
    for (const target of TARGETS) judge(join(ROOT, "fixtures/link/debug"), release, kind, target);
  }
}
console.log(`${counts.clean} clean, ${counts.wrong} wrong, ${counts.skipped} not compiled`);
process.exitCode = counts.wrong > 0 ? 1 : 0;
