// `invalid_atomic_ordering`: memory orders that an operation cannot have, and panics for.
import { error } from "../../diag/diagnostic.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Expr } from "../types/thir.ts";
import type { CoreCall } from "./written.ts";
import type { TypedLint, TypedQuestions } from "./typed-lints.ts";

interface Rule {
  /** Which argument is the order; a receiver is the first. */
  readonly argument: number;
  readonly bad: readonly string[];
  readonly message: string;
  readonly label?: string;
  readonly help: string;
}

const since = (method: string): Omit<Rule, "argument"> => ({
  bad: ["Release", "AcqRel"],
  message: `\`${method}\`'s failure ordering may not be \`Release\` or \`AcqRel\`, since a failed \`${method}\` does not result in a write`,
  label: "invalid failure ordering",
  help: "consider using `Acquire` or `Relaxed` failure ordering instead",
});

const METHODS: Readonly<Record<string, Rule>> = {
  load: {
    argument: 1,
    bad: ["Release", "AcqRel"],
    message: "atomic loads cannot have `Release` or `AcqRel` ordering",
    help: "consider using ordering modes `Acquire`, `SeqCst` or `Relaxed`",
  },
  store: {
    argument: 2,
    bad: ["Acquire", "AcqRel"],
    message: "atomic stores cannot have `Acquire` or `AcqRel` ordering",
    help: "consider using ordering modes `Release`, `SeqCst` or `Relaxed`",
  },
  ...Object.fromEntries(["update", "try_update", "fetch_update"].map((name) => [name, { argument: 2, ...since(name) }])),
  ...Object.fromEntries(["compare_exchange", "compare_exchange_weak"].map((name) => [name, { argument: 4, ...since(name) }])),
};

const FENCE: Rule = {
  argument: 0,
  bad: ["Relaxed"],
  message: "memory fences cannot have `Relaxed` ordering",
  help: "consider using ordering modes `Acquire`, `Release`, `AcqRel` or `SeqCst`",
};

const MODULE = "core::sync::atomic::";

function ruleOf({ path, isMethod }: CoreCall): Rule | undefined {
  if (!path.startsWith(MODULE)) return undefined;
  const name = path.slice(MODULE.length);
  if (!isMethod) return name === "fence" || name === "compiler_fence" ? FENCE : undefined;
  return Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
}

/** The order that an argument names. */
function orderOf(arg: Expr | undefined, ask: TypedQuestions): string | undefined {
  return arg?.kind === "adt" && arg.type.kind === "adt" && ask.pathInCore(arg.type.def) === `${MODULE}Ordering`
    ? ask.variantName(arg.type.def, arg.variant)
    : undefined;
}

export const atomicOrderings: TypedLint = (expr, body, ask) => {
  const call = body.coreCall(expr);
  const rule = call === undefined ? undefined : ruleOf(call);
  const arg = rule === undefined ? undefined : call?.args[rule.argument];
  const order = orderOf(arg, ask);
  if (rule === undefined || arg === undefined || order === undefined || !rule.bad.includes(order)) return undefined;
  const said: DiagnosticBuilder = error(rule.message);
  return [{ lint: "invalid_atomic_ordering", diagnostic: said.at(arg.span, rule.label).help(rule.help) }];
};
