// The folders that a build writes to, made and locked before a word is said of compiling: the host's and each target's, as
// cargo has them. One build at a time has a folder; another says that it waits.
//
//     target/CACHEDIR.TAG
//     target/<triple>/debug/.cargo-lock
//     target/<triple>/debug/{.fingerprint,build,deps,examples,incremental}
import { FileError } from "../../base/host.ts";
import type { Host } from "../../base/host.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import { osErrorText } from "../os-errors.ts";
import { profileFolder } from "../profiles/profile.ts";
import { unitFolder } from "./unit.ts";
import type { Unit } from "./unit.ts";

const CACHE_TAG =
  "Signature: 8a477f597d28d172789f06886806bc55\n# This file is a cache directory tag created by cargo.\n# For information about cache directory tags see https://bford.info/cachedir/\n";

const PARTS = ["deps", ".fingerprint", "build", "examples", "incremental"];
/** kbuild's own lock has the first name in every release, so that two releases do not meet. */
const LOCK = ".cargo-lock";
const LOCKS_SINCE_1_91 = [".cargo-build-lock", ".cargo-artifact-lock"];

/** `target` or `target/<triple>`, which is marked as a cache when it is made. */
function makeRoot({ files }: Host, root: string): void {
  if (files.status(root) !== undefined) return;
  files.makeFolder(root);
  files.writeAtomically(`${root}/CACHEDIR.TAG`, CACHE_TAG);
}

function makeFolder(host: Host, folder: string, release: Release): void {
  const { files } = host;
  try {
    makeRoot(host, folder.slice(0, folder.lastIndexOf("/")));
    for (const part of PARTS) if (files.status(`${folder}/${part}`) === undefined) files.makeFolder(`${folder}/${part}`);
    const locks = atLeast(release, 91) ? LOCKS_SINCE_1_91 : [];
    for (const name of locks) if (files.status(`${folder}/${name}`) === undefined) files.writeAtomically(`${folder}/${name}`, "");
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new CargoError(`failed to create directory \`${folder}\``, [osErrorText(error.code === "EEXIST" ? "ENOTDIR" : error.code)]);
  }
}

/** Sorted, so that two builds with several targets do not wait for each other. */
function foldersOf(units: readonly Unit[]): string[] {
  const hosts = units.map(({ targetFolder, profile }) => `${targetFolder}/${profileFolder(profile.name)}`);
  return [...new Set([...hosts, ...units.map(unitFolder)])].sort();
}

/** `target/kernel`, an image of an earlier build, where `kernel` is a target's or a profile's folder, too. */
function clearWay({ files }: Host, units: readonly Unit[], folder: string): void {
  for (const { crate, targetFolder } of units) {
    const recent = `${targetFolder}/${crate.name}`;
    if (crate.kind === "bin" && `${folder}/`.startsWith(`${recent}/`) && files.status(recent)?.kind === "file") files.remove(recent);
  }
}

/** Makes and locks all folders of the units; `blocked` gets the file of each lock that must be waited for. Returns how to let go. */
export function lockBuildFolders(host: Host, units: readonly Unit[], release: Release, blocked: (file: string) => void): () => void {
  const held: (() => void)[] = [];
  const letGo = () => held.forEach((release) => release());
  const shown = atLeast(release, 91) ? LOCKS_SINCE_1_91[0] : LOCK;
  try {
    for (const folder of foldersOf(units)) {
      clearWay(host, units, folder);
      makeFolder(host, folder, release);
      held.push(host.files.lock(`${folder}/${LOCK}`, () => blocked(`${folder}/${shown}`)));
    }
  } catch (error) {
    letGo();
    if (!(error instanceof FileError)) throw error;
    throw new CargoError(`failed to open: ${error.path}`, [osErrorText(error.code)]);
  }
  return letGo;
}
