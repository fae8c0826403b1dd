// What differs from machine to machine in a linker's command line and in the names of a crate's files.

/** Folders and hashes under names of their own. */
export const cleanLinkerWords = (text) =>
  text
    .replaceAll(/\bPATH="[^"]*"/g, 'PATH="<path>"')
    .replaceAll(/\/rustc[A-Za-z0-9]{6}\//g, "/<temporary>/")
    .replaceAll(/-[0-9a-f]{16}(?:\.[0-9a-z_-]+)+\.rcgu\.o/g, "-<hash>.<cgu>.rcgu.o")
    .replaceAll(/\/[\w/.-]*?\/lib\/rustlib\/([\w-]+)\/lib(?=[/"])/g, "<sysroot>/lib/rustlib/$1/lib")
    .replaceAll(/(<sysroot>\/[\w/-]*\/lib[a-z_]+)-[0-9a-f]{16}\.rlib/g, "$1.rlib")
    .replaceAll(/-[0-9a-f]{16}(?=\.(?:rlib|rmeta)\b|[",}/]|$)/gm, "-<hash>");
