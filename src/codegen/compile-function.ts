// One function of a module by the code generator that fits: core's functions are optimized in every profile, as those of
// the installed core are; what the optimizing one cannot do yet, the other one does. What a target's conventions ask for and
// neither knows is refused.
import { EncodingError } from "../isa/fixed/code.ts";
import { exportedName, panicHandler } from "../mir/exports.ts";
import { isOperand } from "../mir/mir.ts";
import type { Body } from "../mir/mir.ts";
import type { DebugNotes } from "./debug-notes.ts";
import { encodedCode, portableCode } from "./function-code.ts";
import type { FunctionCode } from "./function-code.ts";
import type { PortableTarget } from "./machines.ts";
import type { FunctionInstance } from "./module.ts";
import type { ModuleHost } from "./module-host.ts";
import { compilePortable } from "./portable/function.ts";
import { NotOptimized } from "./ssa/places.ts";
import { FunctionCompiler } from "./x86_64/function.ts";
import type { CompiledFunction } from "./x86_64/function.ts";
import { compileOptimized } from "./x86_64/optimized/compile.ts";

/** The guard page of a stack grows by touching one page after the other. */
const WINDOWS_PAGE = 4096;
const FUNCTION_ALIGNMENT = 16;

export interface ModuleFunction {
  readonly code: FunctionCode;
  readonly notes: DebugNotes;
}

const isExported = (host: ModuleHost, { def, shim }: FunctionInstance): boolean =>
  shim === undefined && exportedName(host.context.program, def) !== undefined;

const isOptimized = (host: ModuleHost, { def }: FunctionInstance): boolean => !host.isDev || host.context.program.definitions.isCore(def);

const tracksCaller = (host: ModuleHost, { def, shim }: FunctionInstance): boolean => shim === undefined && host.hasTrackCaller(def);

/** The body as the optimizing code generators get it. */
const trimmed = (host: ModuleHost, body: Body): Body => (host.isDev ? body : host.context.trimmed(body));

/** Functions of C take their arguments otherwise on Windows, and keep more registers. */
function checkWindowsCalls(host: ModuleHost, instance: FunctionInstance, body: Body): void {
  const returns = body.locals[0]?.type.kind !== "never";
  if (isExported(host, instance) && (returns || body.argumentCount > 0))
    host.refuse("an exported function that takes or returns values for Windows", body.span);
  for (const { terminator } of body.blocks) {
    if (terminator.kind !== "call" || isOperand(terminator.callee) || terminator.callee.kind !== "foreign") continue;
    if (panicHandler(host.context.program, terminator.callee.def) === undefined)
      host.refuse("a call of a foreign function for Windows", terminator.span);
  }
}

function checkWindowsFrame(host: ModuleHost, { frame }: DebugNotes, body: Body): void {
  if (frame.some(({ base }) => base !== undefined)) host.refuse("a local aligned to more than 16 bytes for Windows", body.span);
  const deepest = Math.max(0, ...frame.map(({ distance }) => distance));
  if (deepest > WINDOWS_PAGE) host.refuse("a function with more than a page of variables for Windows", body.span);
}

function compileX86(host: ModuleHost, instance: FunctionInstance, body: Body): CompiledFunction {
  const tracks = tracksCaller(host, instance);
  try {
    if (isOptimized(host, instance)) return compileOptimized(trimmed(host, body), host, tracks);
  } catch (error) {
    if (!(error instanceof NotOptimized)) throw error;
  }
  return new FunctionCompiler(body, host, tracks).compile();
}

function compileForPortable(host: ModuleHost, instance: FunctionInstance, body: Body, target: PortableTarget): ModuleFunction {
  const { session } = host.context;
  const optimized = isOptimized(host, instance);
  const signature = body.locals.slice(0, 1 + body.argumentCount).map(({ type }) => host.layouts.of(type));
  const isWide = signature.some(({ abi, size }) => abi.kind === "pair" || abi.kind === "memory" || size > host.layouts.pointerSize);
  if (isExported(host, instance) && isWide)
    host.refuse(`an exported function with more than words for \`${session.target.triple}\``, body.span);
  try {
    const notes = compilePortable(trimmed(host, body), host, tracksCaller(host, instance), {
      target,
      isOptimized: optimized,
      alwaysFrame: target.hasAllFrames(session),
      wishes: { keepsVariables: !optimized, keepsSpans: session.debugInfo !== "none" },
    });
    return { code: portableCode(notes.code, target.codeAlignment, () => host.newAnchor()), notes };
  } catch (error) {
    if (error instanceof NotOptimized || error instanceof EncodingError)
      host.refuse(`${error.message} for \`${session.target.triple}\``, body.span);
    throw error;
  }
}

/** Throws Unsupported. */
export function compileFunction(host: ModuleHost, instance: FunctionInstance, body: Body): ModuleFunction {
  if (host.portable !== undefined) return compileForPortable(host, instance, body, host.portable);
  const isWindows = host.context.session.target.os === "windows";
  if (isWindows) checkWindowsCalls(host, instance, body);
  const notes = compileX86(host, instance, body);
  if (isWindows) checkWindowsFrame(host, notes, body);
  return { code: encodedCode(notes.code, FUNCTION_ALIGNMENT), notes };
}
