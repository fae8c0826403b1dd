// `kbuild tree`: what the packages of a workspace need, as a tree.
import { checkWorkspaceConfig } from "../../cargo/config/config-schema.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import { splitFeatures } from "../../cargo/resolve/features.ts";
import { availablePackages } from "../../cargo/resolve/package-selection.ts";
import { readWorkspace } from "../../cargo/resolve/packages.ts";
import { coloursOutput } from "../../cargo/config/terminal.ts";
import type { Shell } from "../../cargo/shell.ts";
import { defaultsToAscii, tree as runTree } from "../../cargo/tree/tree.ts";
import type { EdgeKind } from "../../cargo/tree/tree-graph.ts";
import type { Prefix } from "../../cargo/tree/tree-lines.ts";
import { cargoVersion } from "../../cargo/rustc/version-text.ts";
import { atLeast } from "../../target/release.ts";
import { addChoice, addOptionalList, collect, givenTargets, givenValues } from "../clap-options.ts";
import { addGlobalOptions, openDesk } from "../desk.ts";
import type { GlobalFlags } from "../desk.ts";
import type { Command, Context, Verb } from "../program.ts";
import { manifestOf } from "./questions.ts";

interface Flags extends GlobalFlags {
  readonly all?: boolean;
  readonly edges?: readonly string[];
  readonly devDependencies: boolean;
  readonly invert?: readonly string[];
  readonly prune?: readonly string[];
  readonly depth?: string;
  readonly indent: boolean;
  readonly prefixDepth?: boolean;
  readonly prefix?: string;
  readonly dedupe: boolean;
  readonly duplicates?: boolean;
  readonly duplicate?: boolean;
  readonly charset?: string;
  readonly format?: string;
  readonly version?: boolean;
  readonly package?: readonly string[];
  readonly workspace?: boolean;
  readonly exclude?: readonly string[];
  readonly features?: readonly string[];
  readonly allFeatures?: boolean;
  readonly defaultFeatures: boolean;
  readonly allTargets?: boolean;
  readonly target?: string[];
  readonly manifestPath?: string;
}

const KINDS = ["all", "normal", "build", "dev", "features", "public", "no-normal", "no-build", "no-dev", "no-proc-macro"] as const;
const DEPENDENCIES: readonly EdgeKind[] = ["normal", "build", "dev"];
const PREFIXES = ["depth", "indent", "none"] as const;
const CHARSETS = ["utf8", "ascii"] as const;

function addTreeOptions(command: Command): Command {
  addChoice(addGlobalOptions(command), "-e, --edges <KINDS>", "The kinds of dependencies to display", KINDS, { isList: true });
  addOptionalList(command, "-i, --invert [SPEC]", "Invert the tree direction and focus on the given package");
  command
    .option("--prune <SPEC>", "Prune the given package from the display of the dependency tree", collect)
    .option("--depth <DEPTH>", "Maximum display depth of the dependency tree, or `workspace`");
  addChoice(command, "--prefix <PREFIX>", "Change the prefix (indentation) of how each entry is displayed", PREFIXES);
  command
    .option("--no-dedupe", "Do not de-duplicate (repeats all shared dependencies)")
    .option("-d, --duplicates", "Show only dependencies which come in multiple versions (implies -i)");
  addChoice(command, "--charset <CHARSET>", "Character set to use in output", CHARSETS);
  command.option("-f, --format <FORMAT>", "Format string used for printing dependencies");
  addOptionalList(command, "-p, --package [SPEC]", "Package to be used as the root of the tree");
  addOptionalList(command, "--target [TRIPLE]", "Filter dependencies matching the given target-triple, or `all`");
  return command
    .option("--workspace", "Display the tree for all packages in the workspace")
    .option("--exclude <SPEC>", "Exclude specific workspace members", collect)
    .option("-F, --features <FEATURES>", "Space or comma separated list of features to activate", collect)
    .option("--all-features", "Activate all available features")
    .option("--no-default-features", "Do not activate the `default` feature")
    .option("--manifest-path <PATH>", "Path to Cargo.toml");
}

/** Ways of former days to say the same. */
function addFormerOptions(command: Command): void {
  const former = ["-a, --all", "--no-dev-dependencies", "--no-indent", "--prefix-depth", "--duplicate", "-V, --version", "--all-targets"];
  for (const flags of former) command.addOption(command.createOption(flags).hideHelp());
}

function edgeKinds(named: readonly string[]): ReadonlySet<EdgeKind> {
  const words = named.filter((kind) => kind !== "no-proc-macro" && kind !== "public");
  if (named.includes("public")) throw new CargoError("`--edges public` requires `-Zunstable-options`");
  const isLeavingOut = words.some((kind) => kind.startsWith("no-"));
  const mixed = words.find((kind) => isLeavingOut && !kind.startsWith("no-") && kind !== "features");
  if (mixed !== undefined)
    throw new CargoError(`\`${mixed}\` dependency kind cannot be mixed with "no-normal", "no-build", or "no-dev" dependency kinds`);
  const features: EdgeKind[] = words.includes("features") || words.includes("all") ? ["features"] : [];
  if (isLeavingOut) return new Set([...DEPENDENCIES.filter((kind) => !words.includes(`no-${kind}`)), ...features]);
  const takesAll = words.includes("all") || (words.every((kind) => kind === "features") && words.length < 2);
  return new Set([...DEPENDENCIES.filter((kind) => takesAll || words.includes(kind)), ...features]);
}

function depthOf(text: string | undefined): number | "workspace" {
  if (text === undefined) return Infinity;
  if (text === "workspace") return text;
  if (/^\+?\d+$/.test(text) && Number(text) < 2 ** 32) return Number(text);
  const words = `supported values for --depth are non-negative integers and \`workspace\`, but \`${text}\` is unknown`;
  throw new CargoError(words, [], 1, true);
}

/** Tells of former options; the prefix that they come to. */
function prefixOf({ indent, prefixDepth, prefix }: Flags, shell: Shell): Prefix {
  if (!indent) shell.warn("the --no-indent flag has been changed to --prefix=none");
  else if (prefixDepth === true) shell.warn("the --prefix-depth flag has been changed to --prefix=depth");
  if (!indent) return "none";
  return prefixDepth === true ? "depth" : ((prefix as Prefix | undefined) ?? "indent");
}

const ALL_IS_OLD =
  "the `cargo tree` --all flag has been changed to --no-dedupe, and may be removed in a future version\n" +
  "  |\n  = help: if you are looking to display all workspace members, use the --workspace flag";

const NAMELESS =
  "a package name is required for `-i` but none was supplied\n\n" +
  "note: `-p <spec> -i` is not supported; pass the package name to `-i` directly.\n\n" +
  "help: to inspect the reverse dependencies of a specific package, pass the name directly to `-i`:\n\n    cargo tree -i <spec>\n\n" +
  "help: if you are in a workspace and want to search across all members, use:\n\n    cargo tree --workspace -i <spec>\n";

/** `--all` means both of what it meant once. */
const isAboutAll = ({ workspace, all }: Flags): boolean => workspace === true || all === true;

/** `-i` alone takes its package from `-p`. */
function invertedBy(flags: Flags): readonly string[] {
  const given = givenValues(flags.invert);
  const names = given ?? givenValues(flags.package) ?? [];
  if (given === undefined && (isAboutAll(flags) || names.length === 0)) throw new CargoError(NAMELESS);
  return names;
}

async function run(flags: Flags, context: Context): Promise<void> {
  const { host, release } = context;
  const { config, shell, flags: all, unstable } = openDesk(flags, context);
  if (flags.version === true) {
    host.stdout.write(cargoVersion(release, (flags.verbose ?? 0) > 0));
    return;
  }
  const prefix = prefixOf(flags, shell);
  if (flags.all === true) shell.warn(ALL_IS_OLD);
  if (flags.allTargets === true) shell.warn("the --all-targets flag has been changed to --target=all");
  if (!flags.devDependencies) shell.warn("the --no-dev-dependencies flag has changed to -e=no-dev");
  const kinds = edgeKinds([...(flags.edges ?? []), ...(flags.devDependencies ? [] : ["no-dev"])]);
  const depth = depthOf(flags.depth);
  if ((flags.exclude ?? []).length > 0 && !isAboutAll(flags)) throw new CargoError("--exclude can only be used together with --workspace");
  const invert = invertedBy(flags);
  checkWorkspaceConfig(config, (text) => shell.warn(text));
  const workspace = readWorkspace(host, manifestOf(flags, context), release);
  const packages = givenValues(flags.package);
  if (packages === undefined) throw availablePackages(workspace);
  const duplicates = flags.duplicates === true || flags.duplicate === true;
  if (kinds.has("features") && duplicates) throw new CargoError("the `-e features` flag does not support `--duplicates`");
  for (const words of workspace.layoutWarnings) shell.warn(words);
  await runTree(host, {
    release,
    config,
    shell,
    workspace,
    packages,
    allMembers: isAboutAll(flags),
    exclude: flags.exclude ?? [],
    features: { features: splitFeatures(flags.features ?? []), all: flags.allFeatures === true, defaults: flags.defaultFeatures },
    targets: flags.allTargets === true ? ["all"] : givenTargets(flags.target),
    unstable,
    locked: all.locked === true,
    frozen: all.frozen === true,
    offline: all.offline === true,
    kinds,
    invert,
    prune: flags.prune ?? [],
    depth,
    prefix,
    repeats: !flags.dedupe || flags.all === true,
    duplicates,
    format: flags.format ?? "{p}",
    isAscii: flags.charset === undefined ? defaultsToAscii(host, config, release) : flags.charset === "ascii",
    isColoured: atLeast(release, 87) && coloursOutput(host, config, all.color),
  });
}

export const tree: Verb = {
  summary: "Display a tree visualization of a dependency graph",
  setUp(command, context, finish) {
    addFormerOptions(addTreeOptions(command));
    command.action(async (flags: Flags) => {
      await run(flags, context);
      finish(0);
    });
  },
};
