// Without a function of the entry's name the linker warns at most, the entry address is 0, all code is unreachable, and the
// image boots into nowhere. Only what is certain is told: a near name in the crate's root, or the name without its attribute.
import { entryAdvice } from "../../advice/entry-advice.ts";
import type { Check, Patient } from "../check.ts";
import { isBareMetal } from "../check.ts";

/** The linker is told of another entry, or a script names one. */
function saysEntry({ config, targets, survey }: Patient): boolean {
  const flags = [
    ...(config?.words("build", "rustflags") ?? []),
    ...targets.flatMap((name) => config?.words("target", name, "rustflags") ?? []),
  ];
  const variable = survey.host.environment["RUSTFLAGS"] ?? "";
  return /link-args?=/.test(`${flags.join(" ")} ${variable}`) || survey.members.some(({ buildScript }) => buildScript !== undefined);
}

export const entryPoint: Check = {
  id: "entry-point",
  title: "the linker finds the kernel's entry",
  page: "entry-point",
  run(patient) {
    if (!isBareMetal(patient) || saysEntry(patient)) return [];
    const { survey } = patient;
    return survey.members.flatMap((member) =>
      member.bins.flatMap((bin) => {
        const root = survey.text(`${member.root}/${bin.path}`);
        if (
          root === undefined ||
          !/#!\[no_main\]/.test(root.text) ||
          /\bfn\s+_start\b/.test(exported(root.text)) ||
          hasOtherSources(root.text)
        )
          return [];
        const advice = entryAdvice(root, "_start", bin.edition);
        if (advice === undefined) return [];
        const { words, changes, place } = advice;
        return [{ path: root.path, line: place?.line ?? 1, words, ...(changes === undefined ? {} : { changes }) }];
      }),
    );
  },
};

/** The text from the first `no_mangle` on: a `_start` behind it is seen by the linker, or near enough to be left alone. */
function exported(text: string): string {
  const at = text.search(/no_mangle|export_name/);
  return at < 0 ? "" : text.slice(at);
}

/** Modules in files, assembly, macros that may bring the entry. */
function hasOtherSources(text: string): boolean {
  return /^\s*(?:pub\s+)?mod\s+\w+\s*;|global_asm!|include!|entry_point!|entry!|export_name|^\s*extern\s+crate/m.test(text);
}
