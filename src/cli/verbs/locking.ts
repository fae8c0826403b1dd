// Verbs that are about Cargo.lock alone: `fetch`, `generate-lockfile`, `update`. Nothing is downloaded: packages come from folders.
import { checkHttpConfig, checkWorkspaceConfig } from "../../cargo/config/config-schema.ts";
import { rustflags } from "../../cargo/config/rustflags.ts";
import { CargoError, refusal } from "../../cargo/cargo-error.ts";
import { generateLock, lockedIn, renewLock, updateLock } from "../../cargo/resolve/lock-file.ts";
import { tellLock, tellUnchanged } from "../../cargo/resolve/lock-news.ts";
import type { LockSubject } from "../../cargo/resolve/lock-file.ts";
import type { LockNews } from "../../cargo/resolve/lock-news.ts";
import { withNeeded } from "../../cargo/resolve/lock-hold.ts";
import type { Released } from "../../cargo/resolve/lock-hold.ts";
import type { LockedPackage } from "../../cargo/resolve/lock-reader.ts";
import type { Identity } from "../../cargo/resolve/package-spec.ts";
import { lockedPackages } from "../../cargo/resolve/locked-packages.ts";
import { PackageGraphs, graphContext, inOrder } from "../../cargo/resolve/package-graph.ts";
import { availablePackages } from "../../cargo/resolve/package-selection.ts";
import { readWorkspace } from "../../cargo/resolve/packages.ts";
import type { Workspace } from "../../cargo/resolve/packages.ts";
import { MORE } from "../../cargo/value-words.ts";
import { RustcLines } from "../../cargo/rustc/rustc-lines.ts";
import { chooseTarget } from "../../cargo/targets/target-choice.ts";
import { atLeast } from "../../target/release.ts";
import { HOST_TRIPLE } from "../../target/targets.ts";
import { addOptionalList, givenTargets, givenValues } from "../clap-options.ts";
import { addGlobalOptions, openDesk } from "../desk.ts";
import type { Desk, GlobalFlags } from "../desk.ts";
import type { Context, Verb } from "../program.ts";
import { manifestOf, specificationAmong } from "./questions.ts";

interface Flags extends GlobalFlags {
  readonly manifestPath?: string;
  readonly target?: string[];
  readonly package?: readonly string[];
  readonly dryRun?: boolean;
  readonly recursive?: boolean;
  readonly aggressive?: boolean;
  readonly workspace?: boolean;
  readonly precise?: string;
  readonly ignoreRustVersion?: boolean;
  readonly breaking?: boolean;
}

/** Packages without `-p`, and the other name of `--aggressive`. */
const POSITIONAL_SINCE = 74;

/** Versions are chosen by rustc's since then. */
const IGNORE_RUST_SINCE = 84;
const IGNORE_RUST = "Ignore `rust-version` specification in packages";

interface Resolved extends Desk {
  readonly workspace: Workspace;
  /** The packages that it needs are looked for; those that are released need not stay as they are locked. */
  subject(released?: Released | "all"): LockSubject;
}

function resolve(flags: Flags, context: Context): Resolved {
  const { host, release } = context;
  const desk = openDesk(flags, context);
  const { config, shell, flags: all } = desk;
  checkWorkspaceConfig(config, (text) => shell.warn(text));
  const workspace = readWorkspace(host, manifestOf(flags, context), release);
  for (const words of workspace.layoutWarnings) shell.warn(words);
  const { ignoreRustVersion = false } = flags;
  const options = { locked: all.locked === true, frozen: all.frozen === true, offline: all.offline === true, ignoreRustVersion, config };
  const subject = (released?: Released | "all") => {
    const graphs = new PackageGraphs(graphContext({ host, workspace, release }, config, options, released));
    return { graphs, packages: inOrder(graphs.whole()), options };
  };
  return { ...desk, workspace, subject };
}

function tell({ shell }: Desk, news: LockNews | undefined): void {
  if (news !== undefined) tellLock(shell, news);
}

async function runFetch(flags: Flags, context: Context): Promise<void> {
  const { host, release } = context;
  const resolved = resolve(flags, context);
  const { config, unstable, workspace, shell } = resolved;
  for (const words of workspace.warnings) shell.warn(words);
  tell(resolved, updateLock(resolved.subject()));
  checkHttpConfig(config);
  const given = givenTargets(flags.target);
  const asked = given.length > 0 ? given : config.buildTargets();
  const lines = new RustcLines(host, config, { release, unstable });
  for (const name of asked.length === 0 ? [undefined] : new Set(asked)) {
    const chosen = await chooseTarget(host, name, { release, unstable, rustflags: rustflags(config, name ?? HOST_TRIPLE, []) });
    lines.learn(chosen.target, name);
  }
}

export const fetch: Verb = {
  summary: "Fetch dependencies of a package from the network",
  setUp(command, context, finish) {
    addOptionalList(addGlobalOptions(command), "--target [TRIPLE]", "Fetch dependencies for the target triple")
      .option("--manifest-path <PATH>", "Path to Cargo.toml")
      .action(async (flags: Flags) => {
        await runFetch(flags, context);
        finish(0);
      });
  },
};

export const generateLockfile: Verb = {
  summary: "Generate the lockfile for a package",
  setUp(command, context, finish) {
    addGlobalOptions(command).option("--manifest-path <PATH>", "Path to Cargo.toml");
    if (atLeast(context.release, IGNORE_RUST_SINCE)) command.option("--ignore-rust-version", IGNORE_RUST);
    command.action((flags: Flags) => {
      const resolved = resolve(flags, context);
      tell(resolved, generateLock(resolved.subject("all")));
      finish(0);
    });
  },
};

const conflict = (first: string, second: string, usage: string): CargoError =>
  new CargoError(`the argument '${first}' cannot be used with '${second}'\n\nUsage: cargo update ${usage}\n\n${MORE}`, [], 1);

const ONE_SPEC = "<SPEC|--package [<SPEC>]>";

/** clap's words for options that exclude each other: the one that came first has a problem with the other. */
function checkWords(named: readonly string[], positional: readonly string[], flags: Flags): void {
  if (named.length > 0 && positional.length > 0) throw conflict("--package [<SPEC>]", "[SPEC]...", "[OPTIONS] [SPEC]...");
  if (flags.precise === undefined) return;
  // clap names an option by its first name.
  const first = Object.keys(flags).find((name) => ["precise", "recursive", "aggressive"].includes(name));
  if (flags.recursive === true || flags.aggressive === true)
    throw first === "precise"
      ? conflict("--precise <PRECISE>", "--recursive", `--precise <PRECISE> ${ONE_SPEC}`)
      : conflict("--recursive", "--precise <PRECISE>", "--recursive <SPEC>...");
  if (named.length + positional.length > 0) return;
  const lacks = `the following required arguments were not provided:\n  ${ONE_SPEC}\n\nUsage: cargo update --precise <PRECISE> ${ONE_SPEC}`;
  throw new CargoError(`${lacks}\n\n${MORE}`, [], 1);
}

/** Before these words were clap's, cargo had its own. */
function checkOldWords(named: readonly string[], { precise, aggressive }: Flags, warn: (text: string) => void): void {
  const needsPackage = (name: string) =>
    `${name} is only supported with "--package <SPEC>", this will become a hard error in a future release.`;
  if (named.length === 0 && aggressive === true) warn(needsPackage("aggressive"));
  if (named.length === 0 && precise !== undefined) warn(needsPackage("precise"));
  if (precise !== undefined && aggressive === true) throw new CargoError("cannot specify both aggressive and precise simultaneously");
}

/** What `update` lets go: what it names, with all that needs for `--recursive`; everything if it names nothing. */
function releasedBy(meant: readonly Identity[], locked: readonly LockedPackage[], flags: Flags): Released | "all" {
  if (meant.length === 0) return flags.workspace === true ? () => false : "all";
  const isMeant: Released = (one) => meant.some(({ name, version }) => name === one.name && version === one.version);
  if (flags.recursive !== true && flags.aggressive !== true) return isMeant;
  const names = [...withNeeded(locked, locked.filter(isMeant))];
  return (one) => names.some(({ name, version }) => name === one.name && version === one.version);
}

function runUpdate(positional: readonly string[], flags: Flags, context: Context): void {
  const { host, release } = context;
  const resolved = resolve(flags, context);
  const { workspace, shell } = resolved;
  const named = givenValues(flags.package);
  if (named === undefined) throw availablePackages(workspace);
  if (atLeast(release, POSITIONAL_SINCE)) checkWords(named, positional, flags);
  else checkOldWords(named, flags, (text) => shell.warn(text));
  if (flags.precise !== undefined && (atLeast(release, POSITIONAL_SINCE) || named.length > 0)) throw refusal("`update --precise`");
  if (flags.breaking === true) throw refusal("`update --breaking`");
  if (workspace.members.length === 0) throw new CargoError("you can't generate a lockfile for an empty workspace.");
  const locked = lockedIn(host, workspace.root, release);
  if (locked.length === 0) return tell(resolved, generateLock(resolved.subject("all")));
  const all = lockedPackages(host, workspace, release);
  const meant = [...named, ...positional].map((text) => specificationAmong(text, all, context));
  const { news, write } = renewLock(resolved.subject(releasedBy(meant, locked, flags)));
  tell(resolved, news);
  if (atLeast(release, 79)) tellUnchanged(shell, news);
  if (flags.dryRun === true) shell.warn("not updating lockfile due to dry run");
  else write();
}

export const update: Verb = {
  summary: "Update dependencies as recorded in the local lock file",
  setUp(command, context, finish) {
    const isNew = atLeast(context.release, POSITIONAL_SINCE);
    if (isNew) command.argument("[SPEC...]");
    addOptionalList(addGlobalOptions(command), "-p, --package [SPEC]", "Package to update", isNew)
      .option(isNew ? "-n, --dry-run" : "--dry-run", "Don't actually write the lockfile")
      .option("--precise <PRECISE>", "Update [SPEC] to exactly PRECISE")
      .option("-w, --workspace", "Only update the workspace packages")
      .option("--manifest-path <PATH>", "Path to Cargo.toml");
    const recursive = "Force updating all dependencies of [SPEC]... as well";
    command.addOption(command.createOption("--aggressive", recursive).hideHelp(isNew));
    if (atLeast(context.release, IGNORE_RUST_SINCE)) command.option("--ignore-rust-version", IGNORE_RUST);
    if (isNew)
      command.option("--recursive", recursive).option("-b, --breaking", "Update [SPEC] to latest SemVer-breaking version (unstable)");
    command.action(() => {
      runUpdate(command.args, command.opts<Flags>(), context);
      finish(0);
    });
  },
};
