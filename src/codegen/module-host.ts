// The module as its functions see it: what the session wants, names, data, and what happens to what cannot be compiled.
import { findAttribute } from "../mir/exports.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import type { AsmErrors } from "../isa/x86_64/assemble.ts";
import type { DefId } from "../sema/types/def-id.ts";
import type { Instance } from "../sema/types/tables.ts";
import { asmDiagnostics } from "./asm-report.ts";
import type { AsmText } from "./asm-report.ts";
import type { FunctionHost } from "./function-host.ts";
import type { ModuleContext } from "./module.ts";
import { ModuleData } from "./module-data.ts";

/** What the real tools refuse, too. */
export class Refused extends Error {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super();
  }
}

export class ModuleHost extends ModuleData implements FunctionHost {
  readonly isDev: boolean;
  readonly isStatic: boolean;
  readonly isUpper: boolean;
  readonly llvm: 15 | 22;
  readonly wantsText: boolean;
  readonly verifies: boolean;
  readonly hasFramePointer: boolean;
  readonly longestNop: number;

  constructor(context: ModuleContext) {
    super(context);
    const { session, wantsText } = context;
    this.isDev = session.optLevel === "0";
    this.isStatic = session.relocationModel === "static";
    this.isUpper = session.codeModel === "kernel";
    this.llvm = session.release.minor < 70 ? 15 : 22;
    this.wantsText = wantsText;
    this.verifies = session.verifies?.values === true;
    this.hasFramePointer = session.target.framePointer;
    // Macs are compiled for as a Penryn, which is slow with more prefixes.
    this.longestNop = session.target.os === "macos" ? 10 : 15;
  }

  isNaked(def: DefId): boolean {
    return findAttribute(this.context.program.definitions.get(def).attrs, "naked") !== undefined;
  }

  hasTrackCaller(def: DefId): boolean {
    return this.context.tables.tracksCaller(def);
  }

  tracksCaller(instance: Instance): boolean {
    return (instance.kind === "item" || instance.kind === "virtual") && this.hasTrackCaller(instance.def);
  }

  ignoresPlace(instance: Instance): boolean {
    return !this.isDev && this.context.ignoresPlace(instance);
  }

  refuseAsm({ errors }: AsmErrors, asm: AsmText): never {
    throw new Refused(asmDiagnostics(errors, asm, this.context.asmSources));
  }
}
