// The program `kbuild`: its command line on the real machine.
import { BuildLog } from "../cargo/build/build-log.ts";
import { Recorder } from "../node/answers.ts";
import { readCorelib } from "../node/corelib.ts";
import { realHost } from "../node/host.ts";
import { runCommandLine } from "./command-line.ts";

const argv = process.argv.slice(2);
const log = new BuildLog();
const recorder = new Recorder(realHost(), argv);

void runCommandLine(recorder.host, argv, readCorelib, log).then((status) => {
  if (status === 0 && log.mayRepeat) recorder.keep(log.plan?.units[0]?.unit.targetFolder);
  process.exit(status);
});
