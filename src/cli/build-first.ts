// A build in a process of its own, before its artifact is looked at. A chunk of its own: files are looked at without.
import { spawnSync } from "node:child_process";

/** Of cargo's messages: what an artifact consists of. */
export interface ArtifactMessage {
  readonly reason: string;
  readonly executable?: string | null;
  readonly filenames?: readonly string[];
}

export interface FirstBuild {
  readonly status: number;
  /** Absolute: programs, or, where there are none, libraries. */
  readonly artifacts: readonly string[];
}

/** The programs among what the messages tell of, or the last library, which those before it are for. */
export function artifactsIn(messages: readonly ArtifactMessage[]): readonly string[] {
  const made = messages.filter(({ reason }) => reason === "compiler-artifact");
  const programs = made.flatMap(({ executable }) => executable ?? []);
  if (programs.length > 0) return programs;
  const libraries = made.flatMap(({ filenames = [] }) => filenames.filter((name) => /\.(?:rlib|a|lib)$/.test(name)).slice(0, 1));
  return libraries.slice(-1);
}

/** Node with these arguments, which are those of a build; what it says is on standard error. */
export function buildFirst(args: readonly string[]): FirstBuild {
  const asked = [...args, "--message-format", "json-render-diagnostics"];
  const { status, stdout } = spawnSync(process.execPath, asked, {
    stdio: ["inherit", "pipe", "inherit"],
    maxBuffer: 1 << 28,
    encoding: "utf8",
  });
  const lines = (stdout ?? "").split("\n").filter((line) => line.startsWith("{"));
  return { status: status ?? 1, artifacts: artifactsIn(lines.map((line) => JSON.parse(line) as ArtifactMessage)) };
}
