// Builds of one package that get into each other's way: `node test/cargo/contention.js BUILDS KILLS` starts so many builds at
// once, then kills so many at random moments while the source goes back and forth between two programs. After each kill every
// image that lies there must be one of the two, whole; in the end nothing may be locked. It prints what it counted.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const KBUILD = join(import.meta.dirname, "../../bin/kbuild.js");
const TRIPLE = "x86_64-unknown-none";
const ARGS = [KBUILD, "build", "--target", TRIPLE];
const IMAGES = [`target/${TRIPLE}/debug/k`, "target/k"];
const PATIENCE = 120_000;

function program(number) {
  return `#![no_std]
#![no_main]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
static NUMBERS: [u32; ${number}] = [${number}; ${number}];
#[no_mangle]
pub extern "C" fn _start() -> ! { let mut i = 0; loop { i = NUMBERS[(i + 1) as usize % ${number}]; } }
`;
}

const PROGRAMS = [program(1000), program(3000)];

function newPackage() {
  const folder = mkdtempSync(join(tmpdir(), "kbuild-contention-"));
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "Cargo.toml"), '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n');
  return folder;
}

const write = (folder, which) => writeFileSync(join(folder, "src/main.rs"), PROGRAMS[which]);

/** What each program's image is when nobody disturbs the build, and how long that takes. */
function undisturbed(folder) {
  return PROGRAMS.map((_, which) => {
    write(folder, which);
    const started = performance.now();
    const { status, stderr } = spawnSync(process.execPath, ARGS, { cwd: folder, encoding: "utf8", timeout: PATIENCE });
    if (status !== 0) throw new Error(`the build failed: ${stderr}`);
    return { image: readFileSync(join(folder, IMAGES[0])), milliseconds: performance.now() - started };
  });
}

function start(folder) {
  const child = spawn(process.execPath, ARGS, { cwd: folder, timeout: PATIENCE });
  let stderr = "";
  child.stderr.on("data", (text) => (stderr += text));
  const ended = new Promise((resolve) => child.on("close", (status) => resolve({ status, stderr })));
  return { child, ended };
}

/** Images that are there and are none of those wanted. */
function broken(folder, wanted) {
  const there = IMAGES.map((path) => join(folder, path)).filter((path) => existsSync(path));
  return there.filter((path) => !wanted.some(({ image }) => image.equals(readFileSync(path))));
}

async function together(folder, count, wanted) {
  write(folder, 1);
  const results = await Promise.all(Array.from({ length: count }, () => start(folder).ended));
  const having = (text) => results.filter(({ stderr }) => stderr.includes(text)).length;
  const failed = results.filter(({ status }) => status !== 0).length;
  const torn = broken(folder, wanted.slice(1)).length;
  const counts = {
    builds: count,
    failed,
    compiled: having("   Compiling "),
    waited: having("    Blocking waiting for file lock on build directory\n"),
    torn,
  };
  return { ...counts, good: failed === 0 && torn === 0 && counts.compiled === 1 };
}

async function killed(folder, count, wanted) {
  // A build that ends before its time was short: the next ones are killed earlier.
  let longest = Math.max(...wanted.map(({ milliseconds }) => milliseconds));
  let torn = 0;
  let hit = 0;
  for (let i = 0; i < count; i++) {
    write(folder, i % 2);
    const begun = performance.now();
    const { child, ended } = start(folder);
    const timer = setTimeout(() => child.kill("SIGKILL"), Math.random() * longest);
    const { status } = await ended;
    clearTimeout(timer);
    if (status === null) hit += 1;
    else longest = (longest + performance.now() - begun) / 2;
    torn += broken(folder, wanted).length;
  }
  write(folder, count % 2);
  const { status, stderr } = await start(folder).ended;
  const wrong = broken(folder, [wanted[count % 2]]).length;
  return { kills: count, hit, torn, wrong, good: torn === 0 && wrong === 0 && status === 0 && !stderr.includes("Blocking") };
}

const [builds = 50, kills = 200] = process.argv.slice(2).map(Number);
// An image names the folder that it was built in: one for all.
const folder = newPackage();
const wanted = undisturbed(folder);
rmSync(join(folder, "target"), { recursive: true });
const results = [await together(folder, builds, wanted)];
rmSync(join(folder, "target"), { recursive: true });
results.push(await killed(folder, kills, wanted));
rmSync(folder, { recursive: true });
for (const result of results) console.log(JSON.stringify(result));
if (!results.every(({ good }) => good)) process.exitCode = 1;
