// `-z KEYWORD` and `-z KEYWORD=VALUE`.
import { address } from "./command-state.ts";
import type { Changes, State } from "./command-state.ts";

/** Keywords of `-z`; null ones are so anyway. */
const KEYWORDS: Readonly<Record<string, Changes | null>> = {
  relro: { relro: true },
  norelro: { relro: false },
  now: { now: true },
  lazy: { now: false },
  text: { textRelocations: false },
  notext: { textRelocations: true },
  execstack: { executableStack: true },
  noexecstack: { executableStack: false },
  "separate-code": { separate: "code" },
  "noseparate-code": { separate: "none" },
  "separate-loadable-segments": { separate: "loadable" },
  muldefs: { allowMultipleDefinition: true },
  "start-stop-gc": { startStopGc: true },
  "nostart-stop-gc": { startStopGc: false },
  defs: null,
  combreloc: null,
  copyreloc: null,
  nocopyreloc: null,
  "nopack-relative-relocs": null,
  "nokeep-text-section-prefix": null,
};

/** What LLD knows and kbuild does not do. */
const REFUSED_KEYWORDS = new Set(
  "global hazardplt ifunc-noplt initfirst interpose keep-text-section-prefix nocombreloc nodefaultlib nodelete nodlopen nognustack origin pac-plt pack-relative-relocs rel rela retpolineplt rodynamic shstk undefs wxneeded force-bti force-ibt".split(
    " ",
  ),
);

const VISIBILITIES: Readonly<Record<string, number>> = { default: 0, internal: 1, hidden: 2, protected: 3 };

/** One keyword; what LLD does not know it warns of. */
export function readKeyword(state: State, word: string): void {
  const [name = "", value = ""] = word.split("=", 2);
  if (Object.hasOwn(KEYWORDS, word)) state.set(KEYWORDS[word] ?? {});
  else if (name === "max-page-size" || name === "common-page-size") readPageSize(state, name, value);
  else if (name === "stack-size") state.set({ stackSize: address(state, `invalid ${name}`, value) ?? 0n });
  else if (name === "start-stop-visibility" && Object.hasOwn(VISIBILITIES, value))
    state.set({ startStopVisibility: VISIBILITIES[value] as number });
  else if (REFUSED_KEYWORDS.has(name)) state.errors.push(`kbuild's linker does not do -z ${word} yet`);
  else state.warnings.push(`unknown -z value: ${word}`);
}

function readPageSize(state: State, name: string, text: string): void {
  const size = Number(address(state, `invalid ${name}`, text) ?? 0n);
  if (size <= 0 || (size & (size - 1)) !== 0) state.errors.push(`${name}: value isn't a power of 2`);
  else
    state.set(
      name === "max-page-size"
        ? { maxPageSize: size, commonPageSize: Math.min(size, state.options.commonPageSize) }
        : { commonPageSize: size },
    );
}
