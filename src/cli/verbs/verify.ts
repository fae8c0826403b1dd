// `kbuild verify`: builds the kernel and holds it to a policy; `--image FILE` looks at a file that is there. Exit status 0 if
// all rules hold, 1 if one does not or the policy is wrong.
import type { Host } from "../../base/host.ts";
import { prepareBuild } from "../../cargo/build/build.ts";
import type { BuildOptions } from "../../cargo/build/build.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import { runnable, forOneBinary } from "../../cargo/build/runnable.ts";
import { ElfError, ElfFile } from "../../elf/read.ts";
import { FORMATS, askedRules } from "../../inspect/verify/formats.ts";
import { DEFAULT_POLICY, PolicyError, parsePolicy } from "../../inspect/verify/policy.ts";
import type { Policy } from "../../inspect/verify/policy.ts";
import { REPRODUCIBLE, verifyImage } from "../../inspect/verify/rules.ts";
import type { Finding } from "../../inspect/verify/rules.ts";
import { addChoice } from "../clap-options.ts";
import type { Context, Verb } from "../program.ts";
import { addBuildOptions, buildOptions } from "./build.ts";
import type { BuildFlags } from "./build.ts";

interface Flags extends BuildFlags {
  readonly policy?: string;
  readonly format?: string;
  readonly image?: string;
}

const POLICY_FILE = "kbuild-policy.json";

const absolute = (path: string, { currentDirectory }: Host): string => (path.startsWith("/") ? path : `${currentDirectory}/${path}`);

/** The file that was named, else the one in this folder, else the rules for every freestanding image. */
function readPolicy({ policy }: Flags, host: Host): Policy {
  const path = absolute(policy ?? POLICY_FILE, host);
  if (policy === undefined && host.files.status(path) === undefined) return DEFAULT_POLICY;
  try {
    return parsePolicy(new TextDecoder().decode(host.files.read(path)));
  } catch (error) {
    if (error instanceof PolicyError) throw new CargoError(`the policy \`${path}\` cannot be used`, [error.message], 1);
    throw error;
  }
}

function openImage(path: string, host: Host): ElfFile {
  try {
    return new ElfFile(host.files.open(path));
  } catch (error) {
    if (error instanceof ElfError) throw new CargoError(`'${path}': ${error.message}`, [], 1);
    throw error;
  }
}

/** Builds once more, into a folder of its own, and compares. */
async function compareBuilds(path: string, options: BuildOptions, { host, readCore }: Context): Promise<Finding[]> {
  const folder = `${path.slice(0, path.lastIndexOf("/"))}/verify`;
  const again: BuildOptions = { ...options, targetFolder: folder, shell: options.shell.silenced() };
  host.files.remove(folder);
  const prepared = await prepareBuild(host, again, readCore);
  const status = await prepared.run();
  const other = status === 0 ? host.files.read(runnable(prepared.plan).image) : new Uint8Array();
  const bytes = host.files.read(path);
  host.files.remove(folder);
  const at = bytes.findIndex((byte, i) => byte !== other[i]);
  if (at < 0 && bytes.length === other.length) return [];
  const where = at < 0 ? Math.min(bytes.length, other.length) : at;
  return [{ rule: REPRODUCIBLE.id, message: `a second build differs from byte ${where} on`, place: `byte ${where}` }];
}

async function verifyFlags(flags: Flags, context: Context): Promise<number> {
  const { host } = context;
  const format = FORMATS[flags.format ?? "human"] as (typeof FORMATS)[string];
  const policy = readPolicy(flags, host);
  const asked = buildOptions(flags, context, "link");
  const options = flags.image === undefined ? forOneBinary(host, asked) : asked;
  if (flags.image !== undefined && policy.reproducible === true)
    throw new CargoError("`reproducible` is a rule for what is built here, not for `--image`", [], 1);
  const prepared = flags.image === undefined ? await prepareBuild(host, options, context.readCore, context.log) : undefined;
  const path = prepared === undefined ? absolute(flags.image ?? "", host) : runnable(prepared.plan).image;
  const status = await prepared?.run();
  if (status !== undefined && status !== 0) return status;
  const findings = [
    ...verifyImage(openImage(path, host), policy),
    ...(policy.reproducible === true ? await compareBuilds(path, options, context) : []),
  ];
  const shown = path.startsWith(`${host.currentDirectory}/`) ? path.slice(host.currentDirectory.length + 1) : path;
  host.stdout.write(format({ image: shown, rules: askedRules(policy), findings }));
  return findings.length === 0 ? 0 : 1;
}

export const verify: Verb = {
  summary: "Build the kernel and hold it to a policy",
  setUp(command, context, finish) {
    addChoice(addBuildOptions(command), "--format <FORMAT>", `Output format: ${Object.keys(FORMATS).join(", ")}`, Object.keys(FORMATS))
      .option("--policy <FILE>", `Rules as a JSON file (default: ${POLICY_FILE})`)
      .option("--image <FILE>", "Look at this file, and build nothing")
      .action(async (flags: Flags) => finish(await verifyFlags(flags, context)));
  },
};
