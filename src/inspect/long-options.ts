// The long options of a tool by name, for those who explain a command line that was refused.
import type { ToolOptions, ValueForm } from "./options.ts";

async function optionsOf(tool: string): Promise<ToolOptions> {
  switch (tool) {
    case "nm":
      return (await import("./nm-options.ts")).NM_OPTIONS;
    case "size":
      return (await import("./size.ts")).SIZE_OPTIONS;
    case "strip":
      return (await import("./strip/options.ts")).STRIP_OPTIONS;
    case "readelf":
      return (await import("./readelf/options.ts")).READELF_OPTIONS;
    default:
      return (await import("./objdump/options.ts")).OBJDUMP_OPTIONS;
  }
}

/** `--print-size` and how it takes its value. */
export async function longOptions(tool: string): Promise<ReadonlyMap<string, ValueForm>> {
  const { rows } = await optionsOf(tool);
  return new Map(rows.filter(({ spelling }) => spelling.startsWith("--")).map(({ spelling, form }) => [spelling, form]));
}
