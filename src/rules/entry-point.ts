// Where a program begins. Without `#![no_main]` rustc makes an entry point that calls `main`, and std's runtime calls
// it: so `main` must exist and have the right form, and std must be there.
import type { Span } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import type { Item, UseTree } from "../syntax/ast.ts";
import { atLeast } from "../target/release.ts";
import { hasCrateAttribute } from "./crate-view.ts";
import type { CrateView } from "./crate-view.ts";
import { signatureSpan } from "./item-spans.ts";
import { hasStd } from "./standard-library.ts";

/** Whether a program begins at this crate's `main`. */
export function needsMain(view: CrateView): boolean {
  const { crateType, harness } = view.session;
  return crateType === "bin" && harness !== true && !hasCrateAttribute(view, "no_main");
}

/** The crate's own `fn main`; undefined also where an import brings it. */
export function mainFunction({ items }: CrateView): Item | undefined {
  return items.find(
    ({ item, depth, within }) => depth === 0 && within === "module" && item.ident.name === "main" && item.kind.kind === "fn",
  )?.item;
}

/** Names a `use` brings in; `*` for a glob. */
function importedNames({ prefix, kind }: UseTree): string[] {
  if (kind.kind === "nested") return kind.trees.flatMap(importedNames);
  if (kind.kind === "glob") return ["*"];
  return [kind.rename?.name ?? prefix.segments.at(-1)?.ident.name ?? ""];
}

function importsMain({ items }: CrateView): boolean {
  return items.some(
    ({ item, depth }) =>
      depth === 0 && item.kind.kind === "use" && importedNames(item.kind.tree).some((name) => name === "main" || name === "*"),
  );
}

/** One past the crate's last character. */
function endOfCrate({ root }: CrateView): Span {
  const text = root.text.trimEnd();
  const end = root.start + (text === "" && root.text.length > 0 ? root.text.length : Math.min(text.length, root.text.length));
  return { lo: end, hi: end };
}

function missingMain(view: CrateView): Diagnostic {
  const { session, items, root } = view;
  const elsewhere = items.filter(
    ({ item, depth, within }) => depth > 0 && within === "module" && item.ident.name === "main" && item.kind.kind === "fn",
  );
  const missing = error("E0601", `\`main\` function not found in crate \`${session.crateName}\``);
  if (elsewhere.length === 0) return missing.at(endOfCrate(view), `consider adding a \`main\` function to \`${root.name}\``);
  missing.at(endOfCrate(view), `the main function must be defined at the crate level (in \`${root.name}\`)`);
  for (const { item } of elsewhere) missing.noteAt(signatureSpan(item), "here is a function named `main`");
  return missing
    .note("you have one or more functions named `main` not defined at the crate level")
    .help("consider moving the `main` function definitions");
}

/** `main` is there and is not generic, async or the like. Its type is the type checker's business. */
export function checkEntryPoint(view: CrateView): Diagnostic[] {
  if (!needsMain(view)) return [];
  const main = mainFunction(view);
  if (main === undefined) return importsMain(view) ? [] : [missingMain(view)];
  return [];
}

/** The `main` that no runtime will call: only `fn()` is right. */
export function runtimeMain(view: CrateView): Item | undefined {
  return needsMain(view) && !hasStd(view) ? mainFunction(view) : undefined;
}

/** The forms of `main` that are wrong whatever its type. */
export function checkMainForm(view: CrateView): Diagnostic[] {
  const main = needsMain(view) ? mainFunction(view) : undefined;
  if (main === undefined || main.kind.kind !== "fn") return [];
  const { generics, header } = main.kind;
  if (generics.params.length > 0) {
    return [
      error("E0131", "`main` function is not allowed to have generic parameters").at(
        generics.span,
        "`main` cannot have generic parameters",
      ),
    ];
  }
  if (generics.where.length > 0) {
    const where = "`main` function is not allowed to have a `where` clause";
    return [error("E0646", where).at(generics.whereSpan, "`main` cannot have a `where` clause")];
  }
  if (header.asyncness) {
    return [
      error("E0752", "`main` function is not allowed to be `async`").at(
        signatureSpan(main),
        "`main` function is not allowed to be `async`",
      ),
    ];
  }
  return [];
}

/** Reported when code is made: the entry point that rustc would make calls std's runtime. */
export function checkRuntime(view: CrateView): Diagnostic[] {
  if (!needsMain(view) || hasStd(view)) return [];
  if (!atLeast(view.session.release, 77)) return [error("requires `start` lang_item")];
  return [
    error("using `fn main` requires the standard library").help(
      "use `#![no_main]` to bypass the Rust generated entrypoint and declare a platform specific entrypoint yourself, usually with `#[no_mangle]`",
    ),
  ];
}
