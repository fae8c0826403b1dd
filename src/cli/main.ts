// The program: `kbuild VERB ...`.
process.stderr.write("kbuild: nothing here yet\n");
process.exitCode = 1;
