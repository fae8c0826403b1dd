// Files that are broken on purpose are not kept: their names say how a good one is broken. `PATH@0x28=ffff` has bytes ff ff at offset
// 0x28, `PATH@..100` is cut off after 100 bytes; several changes are parted by commas.

export const isBroken = (path) => path.includes("@");

/** The bytes that the name stands for, made of the good file's; a plain name's are the file's. */
export function brokenFile(path, read) {
  if (!isBroken(path)) return read(path);
  const [base = "", changes = ""] = path.split("@");
  let bytes = Uint8Array.from(read(base));
  for (const change of changes.split(",")) {
    const [place = "", hex = ""] = change.split("=");
    if (place.startsWith("..")) bytes = bytes.slice(0, Number(place.slice(2)));
    else bytes.set(Buffer.from(hex, "hex"), Number(place));
  }
  return bytes;
}
