// `kbuild version`.
import { cargoVersion } from "../../cargo/rustc/version-text.ts";
import { emptyConfig } from "../../cargo/config/config.ts";
import { addGlobalOptions, openDesk } from "../desk.ts";
import type { GlobalFlags } from "../desk.ts";
import type { Verb } from "../program.ts";

export const version: Verb = {
  summary: "Show the version",
  setUp(command, context, finish) {
    const { host, release } = context;
    addGlobalOptions(command).action((flags: GlobalFlags) => {
      // It answers also where the configuration cannot be read.
      openDesk(flags, { ...context, config: () => emptyConfig(host, release) });
      host.stdout.write(cargoVersion(release, (flags.verbose ?? 0) > 0));
      finish(0);
    });
  },
};
