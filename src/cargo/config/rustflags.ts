// Where rustc's extra flags come from, the first source that has any winning: CARGO_ENCODED_RUSTFLAGS, RUSTFLAGS, all
// `target` tables that fit, `build.rustflags`.
import { cfgMatches } from "../resolve/cfg-expression.ts";
import { splitWords } from "./config.ts";
import type { Config } from "./config.ts";
import type { Cfg } from "../../target/session.ts";

export function rustflags(config: Config, triple: string, cfgs: readonly Cfg[]): readonly string[] {
  const { environment } = config;
  // A key in what is no table: told so, before what stands there for others.
  config.find(["target", triple, "rustflags"]);
  for (const key of config.keys("target")) config.table("target", key);
  const encoded = environment["CARGO_ENCODED_RUSTFLAGS"];
  if (encoded !== undefined) return encoded === "" ? [] : encoded.split("\u001f");
  const plain = environment["RUSTFLAGS"];
  if (plain !== undefined) return splitWords(plain);
  const words = (key: string) => config.within(["target", key, "rustflags"], 1, () => config.words("target", key, "rustflags") ?? []);
  const own = words(triple);
  const fitting = config
    .keys("target")
    .filter((key) => cfgMatches(key, cfgs))
    .sort()
    .flatMap(words);
  const all = [...own, ...fitting];
  return all.length > 0 ? all : (config.words("build", "rustflags") ?? []);
}
