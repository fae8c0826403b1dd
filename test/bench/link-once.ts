// `link-once OUTPUT OBJECT...`: the linker alone, for the benchmark: files in, the image out, and how long it took inside.
import { readFileSync, writeFileSync } from "node:fs";
import { runLld } from "../../src/link/elf/lld.ts";
import { defaultLinkOptions } from "../../src/link/elf/options.ts";

const [output, ...objects] = process.argv.slice(2) as [string, ...string[]];
const { image, errors } = runLld({
  objects: new Map(),
  arguments: objects,
  options: defaultLinkOptions(22),
  readFile: (path) => readFileSync(path),
});
if (image === undefined) throw new Error(errors.join("\n"));
writeFileSync(output, image, { mode: 0o755 });
