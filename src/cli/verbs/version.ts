// `kbuild version`.
import { cargoVersion } from "../../cargo/version-text.ts";
import { addGlobalOptions, openDesk } from "../desk.ts";
import type { GlobalFlags } from "../desk.ts";
import type { Verb } from "../program.ts";

export const version: Verb = {
  summary: "Show the version",
  setUp(command, context, finish) {
    const { host, release } = context;
    addGlobalOptions(command).action((flags: GlobalFlags) => {
      openDesk(flags, context);
      host.stdout.write(cargoVersion(release));
      finish(0);
    });
  },
};
