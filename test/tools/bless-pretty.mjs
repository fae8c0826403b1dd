// Asks two rustcs (NEW_RUSTC and OLD_RUSTC) for the texts of `assert!` and `stringify!` in fixtures/syntax/pretty/*.rs: of each file,
// what the asserts say and then what the constants hold, in order, a line of JSON each; `null` where the release does not say.
import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const FOLDER = resolve(import.meta.dirname, "../../fixtures/syntax/pretty");
const RELEASES = [
  ["1.96", process.env.NEW_RUSTC],
  ["1.68", process.env.OLD_RUSTC],
];
const ESCAPES = { n: "\n", t: "\t", r: "\r", 0: "\0" };

const unescape = (text) =>
  text.replaceAll(/\\(?:u\{([0-9a-f]+)\}|x([0-9a-f]{2})|(.))/g, (_, wide, narrow, plain) =>
    plain === undefined ? String.fromCodePoint(Number.parseInt(wide ?? narrow, 16)) : (ESCAPES[plain] ?? plain),
  );

function texts(rustc, file) {
  const flags = ["--edition", "2021", "--crate-type", "lib", "-Zunpretty=expanded"];
  const { status, stdout, stderr } = spawnSync(rustc, [...flags, file], {
    encoding: "utf8",
    env: { ...process.env, RUSTC_BOOTSTRAP: "1" },
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${file}: ${stderr}`);
  const asserted = [...stdout.matchAll(/panic\(\s*"(assertion failed: (?:[^"\\]|\\.)*)"/g)];
  const constants = [...stdout.matchAll(/pub const \w+: &str =\s+"((?:[^"\\]|\\.)*)";/g)];
  return [...asserted, ...constants].map(([, text]) => unescape(text));
}

for (const name of readdirSync(FOLDER).filter((one) => one.endsWith(".rs")))
  for (const [release, rustc] of RELEASES) {
    const file = join(FOLDER, name);
    writeFileSync(
      file.replace(/\.rs$/, `.${release}.jsonl`),
      `${texts(rustc, file)
        .map((text) => JSON.stringify(text))
        .join("\n")}\n`,
    );
  }
