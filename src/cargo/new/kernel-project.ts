// `kbuild new --kernel`: a kernel's project that editors and tools leave in peace from the start, and in which each line says
// what it is for.
import { kernelFiles } from "./kernel-templates.ts";

const EDITORS = ["vscode"] as const;
export type Editor = (typeof EDITORS)[number];

export function editorOf(name: string): Editor | undefined {
  return EDITORS.find((editor) => editor === name);
}

const program = (name: string): string => `
# The kernel. Editors and \`cargo test\` would build it once more as a test, with a crate that bare metal does not have.
[[bin]]
name = "${name}"
path = "src/main.rs"
test = false
bench = false

# No profile says \`panic = "abort"\`: the target in .cargo/config.toml aborts by itself.
`;

/** Words behind the keys of a plain package, and above its dependencies. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^name = .*$/m, "also that of the file below `target/`"],
  [/^version = .*$/m, "cargo wants one"],
  [/^edition = .*$/m, "of the language; 2024 writes `#[unsafe(no_mangle)]` for `#[no_mangle]`"],
];

function withWords(manifest: string): string {
  const said = WORDS.reduce((text, [line, words]) => text.replace(line, (found) => `${found} # ${words}`), manifest);
  return said.replace(
    /^\[dependencies\]$/m,
    "# Packages that the kernel uses: each has to do without the standard library, too.\n[dependencies]",
  );
}

const CONFIG = `# Read by commands that run in this folder or below it.
[build]
# No operating system, no vector registers, no red zone; core comes with the toolchain.
target = "x86_64-unknown-none"

# \`kbuild run\` needs no runner: it makes an image and starts QEMU, or its own machine. A file for QEMU's \`-kernel\` is what
# \`kbuild image --format pvh\` writes.
`;

const SETTINGS = `{
  // Tests of a kernel are not for editors to build.
  "rust-analyzer.check.allTargets": false,
  // What .cargo/config.toml says, for editors that do not ask it.
  "rust-analyzer.cargo.target": "x86_64-unknown-none"
}
`;

/** Path -> text. `manifest` is that of a plain package. */
export function kernelProject(
  name: string,
  template: string,
  edition: string,
  manifest: string,
  editor: Editor | undefined,
): ReadonlyMap<string, string> {
  const files = new Map(kernelFiles(template, edition, manifest));
  files.set("Cargo.toml", withWords(manifest).trimEnd() + "\n" + program(name));
  files.set(".cargo/config.toml", CONFIG);
  if (editor === "vscode") files.set(".vscode/settings.json", SETTINGS);
  return files;
}
