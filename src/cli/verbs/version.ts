// `kbuild version`.
import { cargoVersion } from "../../cargo/version-text.ts";
import { addGlobalOptions } from "../desk.ts";
import type { Verb } from "../program.ts";

export const version: Verb = {
  summary: "Show the version",
  setUp(command, { host, release }, finish) {
    addGlobalOptions(command).action(() => {
      host.stdout.write(cargoVersion(release));
      finish(0);
    });
  },
};
