// How rustc tells that `cc` failed: its command line, what the linker printed, and advice where a name was missing.
import { error } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import { atLeast } from "../../target/release.ts";
import type { Session } from "../../target/session.ts";

export interface CcCall {
  readonly session: Session;
  readonly strip: "none" | "debuginfo" | "symbols";
  /** `deps/` of the build, absolute. */
  readonly folder: string;
  /** Absolute path of the crate's object. */
  readonly object: string;
  readonly linkArguments: readonly string[];
}

/** Six letters in the name of the folder where rustc keeps what it makes for the linker; the same for the same crate. */
export function folderName({ session }: Pick<CcCall, "session">): string {
  let number = BigInt(`0x${session.metadata[0] ?? "0"}`);
  const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  let name = "rustc";
  for (let i = 0; i < 6; i++) {
    name += letters[Number(number % 62n)];
    number /= 62n;
  }
  return name;
}

const LIBRARIES = ["librustc_std_workspace_core", "libcore", "libcompiler_builtins"];

/** The words of the command, as rustc shows them. */
function commandWords(call: CcCall): string[] {
  const { session, folder, object, linkArguments, strip } = call;
  const isNew = atLeast(session.release, 90);
  const libraries = `<sysroot>/lib/rustlib/${session.target.triple}/lib`;
  const temporary = isNew ? `${folder}/${folderName(call)}` : `/tmp/${folderName(call)}`;
  const output = `${folder}/${session.crateName}${session.extraFilename}`;
  const isOptimized = ["2", "3"].includes(session.optLevel);
  const stripped = strip === "debuginfo" ? ["-Wl,--strip-debug"] : strip === "symbols" ? ["-Wl,--strip-all"] : [];
  const inputs = isNew
    ? ["<1 object files omitted>", "-Wl,--as-needed", "-Wl,-Bstatic", `${libraries}/{libcore-*,libcompiler_builtins-*}.rlib`]
    : [object, "-Wl,--as-needed", "-L", folder, "-L", libraries, "-Wl,-Bstatic", ...LIBRARIES.map((name) => `${libraries}/${name}.rlib`)];
  return [
    "cc",
    "-m64",
    `${temporary}/symbols.o`,
    ...inputs,
    ...(isNew ? ["-L", `${temporary}/raw-dylibs`] : []),
    "-Wl,-Bdynamic",
    "-Wl,--eh-frame-hdr",
    isNew ? "-Wl,-z,noexecstack" : "-Wl,-znoexecstack",
    "-L",
    libraries,
    "-o",
    output,
    "-Wl,--gc-sections",
    session.relocationModel === "static" ? "-no-pie" : "-pie",
    isNew ? "-Wl,-z,relro,-z,now" : "-Wl,-zrelro,-znow",
    ...(isOptimized ? ["-Wl,-O1"] : []),
    ...stripped,
    "-nodefaultlibs",
    ...linkArguments,
  ];
}

/** `lines` are what the linker printed. */
export function ccFailure(call: CcCall, lines: readonly string[]): Diagnostic {
  const isNew = atLeast(call.session.release, 90);
  const command = commandWords(call)
    .map((word) => JSON.stringify(word))
    .join(" ");
  const failure = error("linking with `cc` failed: exit status: 1").note(`${isNew ? " " : ""}${command}`);
  if (isNew) failure.note("some arguments are omitted. use `--verbose` to show all linker arguments");
  failure.note(`${lines.join("\n")}\n`);
  if (!lines.some((line) => line.includes("undefined reference to"))) return failure;
  const externs = "some `extern` functions couldn't be found; some native libraries may need to be installed or have their path specified";
  const anchor = isNew ? "rustc-link-lib" : "cargorustc-link-libkindname";
  (isNew ? failure.note(externs) : failure.help(externs))
    .note("use the `-l` flag to specify native libraries to link")
    .note(
      `use the \`cargo:rustc-link-lib\` directive to specify the native libraries to link with Cargo (see https://doc.rust-lang.org/cargo/reference/build-scripts.html#${anchor})`,
    );
  return failure;
}
