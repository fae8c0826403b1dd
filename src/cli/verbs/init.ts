// `kbuild init`: a package in a folder that exists.
import { initPackage } from "../../cargo/new/template.ts";
import type { Verb } from "../program.ts";
import { initRepository } from "../../node/git.ts";
import { addPackageOptions, packageOptions } from "./new.ts";
import type { PackageFlags } from "./new.ts";

export const init: Verb = {
  summary: "Create a new package in an existing directory",
  setUp(command, context, finish) {
    addPackageOptions(command, context.release)
      .argument("[PATH]")
      .action((path: string | undefined, flags: PackageFlags) => {
        const { host } = context;
        finish(initPackage(host, packageOptions(flags, path ?? host.currentDirectory, context), initRepository));
      });
  },
};
