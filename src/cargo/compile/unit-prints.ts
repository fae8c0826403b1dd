// What is told of a unit where `--print` stands among rustc's own arguments: facts instead of a compilation, the linker's
// command besides it.
import type { Host } from "../../base/host.ts";
import { error } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { Session } from "../../target/session.ts";
import type { Unit } from "../build/unit.ts";
import { commandText } from "../rustc/linker-command.ts";
import type { LinkerCall, Word } from "../rustc/linker-command.ts";
import { putPrinted } from "../rustc/print-requests.ts";
import type { PrintRequest } from "../rustc/print-requests.ts";
import { printFacts } from "../rustc/rustc-prints.ts";
import type { RustcOptions } from "../rustc/rustc-options.ts";
import { crateType } from "../rustc/rustc-values.ts";

/** The whole of rustc's command line: also what cargo writes of its own. */
function wholeOptions({ rustc, crate, isTest, features, target, release }: Unit, session: Session): RustcOptions {
  const { crateName, optLevel, panic, debugAssertions, extraFilename } = session;
  const own = [...features.map((value) => ({ name: "feature", value })), ...(isTest ? [{ name: "test" }] : [])];
  return {
    ...rustc,
    crateName,
    crateTypes: isTest ? ["bin"] : crate.crateTypes.map((type) => crateType(type, release)),
    target: target.triple,
    cfgs: [...own, ...rustc.cfgs],
    codegen: { ...rustc.codegen, optLevel, panic, debugAssertions, extraFilename },
  };
}

export class UnitPrints {
  constructor(
    readonly host: Host,
    readonly unit: Unit,
    readonly session: Session,
  ) {}

  /** Answers all that is asked. Returns what went wrong. */
  answer(): Diagnostic[] {
    const { host, unit, session } = this;
    const asker = { release: unit.release, isNightly: unit.unstableFeatures, sysroot: host.programFolder, target: session.target };
    const options = wholeOptions(unit, session);
    return unit.rustc.prints.flatMap((request) => this.#put(request, printFacts(request.what, options, asker)));
  }

  /** The command of the linker, where it is asked for. Returns what went wrong. */
  tellLinker(words: readonly Word[], call: LinkerCall): Diagnostic[] {
    const { host, unit } = this;
    const asked = unit.rustc.prints.find(({ what }) => what === "link-args");
    if (asked === undefined) return [];
    const path = host.environment["PATH"] ?? "";
    return this.#put(asked, `${commandText(words, call, { kind: "whole", sysroot: host.programFolder, path })}\n`);
  }

  #put(request: PrintRequest, text: string): Diagnostic[] {
    const failure = putPrinted(request, text, this.session.workingDirectory, this.host);
    return failure === undefined ? [] : [error(failure)];
  }
}
