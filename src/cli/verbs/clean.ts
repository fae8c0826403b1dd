// `kbuild clean`.
import { findManifest } from "../../cargo/manifest.ts";
import type { Verb } from "../program.ts";

export const clean: Verb = {
  summary: "Remove the target directory",
  setUp(command, { host }, finish) {
    command.option("--manifest-path <PATH>", "Path to Cargo.toml").action((flags: { readonly manifestPath?: string }) => {
      const manifest = flags.manifestPath ?? findManifest(host, host.currentDirectory);
      host.files.remove(`${manifest.slice(0, manifest.lastIndexOf("/"))}/target`);
      finish(0);
    });
  },
};
