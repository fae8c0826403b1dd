// The inspectors' entry: `kbuild nm`, `objdump`, `size`, `strip`, `readelf`, without commander and the compiler.
process.stderr.write("kbuild: nothing here yet\n");
process.exitCode = 1;
