// Manifests that cargo refuses for a key that a kernel does not need.
import { withoutLine } from "../change.ts";
import type { Hint } from "../hint.ts";
import { lineOf } from "../survey.ts";

/** `[profile.dev.package.x] panic = "abort"`: how to panic is decided for the whole program. */
export const panicPerPackage: Hint = {
  id: "panic-in-package-profile",
  page: "panic-strategy",
  decide(at) {
    if (!/`panic` may not be specified in a `(?:package|build-override)` profile/.test(at.failureText)) return undefined;
    const path = /failed to parse manifest at `([^`]+)`/.exec(at.failureText)?.[1];
    const file = path === undefined ? undefined : at.survey.toml(path);
    const profiles = file?.document.entries.get("profile")?.value;
    if (file === undefined || profiles?.kind !== "table") return undefined;
    for (const { value: profile } of profiles.entries.values()) {
      const packages = profile.kind === "table" ? profile.entries.get("package")?.value : undefined;
      const ofScripts = profile.kind === "table" ? profile.entries.get("build-override") : undefined;
      const tables = [...(packages?.kind === "table" ? packages.entries.values() : []), ...(ofScripts === undefined ? [] : [ofScripts])];
      for (const { value } of tables) {
        const entry = value.kind === "table" ? value.entries.get("panic") : undefined;
        if (entry === undefined) continue;
        return {
          words:
            "how to panic is decided for the whole program, in `[profile.dev]` and `[profile.release]`; for bare metal it is `abort` anyway, so this line can go",
          changes: [{ path: file.path, before: file.text, after: withoutLine(file.text, lineOf(file.text, entry.key.lo)) }],
        };
      }
    }
    return undefined;
  },
};
