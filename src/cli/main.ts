// The program `kbuild`: its command line on the real machine.
import { readCorelib } from "../node/corelib.ts";
import { realHost } from "../node/host.ts";
import { runCommandLine } from "./command-line.ts";

void runCommandLine(realHost(), process.argv.slice(2), readCorelib).then((status) => process.exit(status));
