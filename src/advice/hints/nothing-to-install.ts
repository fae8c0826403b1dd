// What people know by other names: images by what they are written to, and toolchains by what has to be installed for them.
import type { Hint } from "../hint.ts";

const BIOS = "`bios` makes a disk that a PC's BIOS boots, also written to a stick as it is";
const UEFI = "`uefi` makes a disk for UEFI firmware";
const ISO =
  "GRUB's `grub-mkrescue` makes an ISO of what `multiboot2` makes (`multiboot2 /boot/kernel.mb2` in its grub.cfg); disks, `bios` and `uefi`, need nothing else";
const PVH = "`pvh` is for QEMU's `-kernel`";

interface Meaning {
  readonly format: string;
  readonly words: string;
}

const as = (format: string, words: string, ...names: string[]): (readonly [string, Meaning])[] =>
  names.map((name) => [name, { format, words }]);

const MEANT: ReadonlyMap<string, Meaning> = new Map([
  ...as("bios", BIOS, "bios", "legacy", "mbr", "img", "raw", "disk", "hdd", "usb"),
  ...as("uefi", UEFI, "uefi", "efi", "gpt", "ovmf"),
  ...as("multiboot2", ISO, "iso", "cdrom", "cd"),
  ...as("multiboot2", "`multiboot2` makes what GRUB boots", "multiboot", "multiboot2", "grub"),
  ...as("pvh", PVH, "pvh", "qemu", "elf", "kernel"),
]);

/** `kbuild image --uefi`, `kbuild image --format iso`. */
export const imageFormat: Hint = {
  id: "image-format",
  page: "boot-image",
  decide(at) {
    const found = /unexpected argument '--([\w-]+)' found|invalid value '([\w.-]+)' for '--format/.exec(at.failureText);
    const name = found?.[1] ?? found?.[2];
    const meant = at.verb === "image" ? MEANT.get(name?.toLowerCase() ?? "") : undefined;
    if (meant === undefined) return undefined;
    const isOfFormat = (word: string, i: number): boolean =>
      word === `--${name}` || word.startsWith("--format") || at.options[i - 1] === "--format";
    const rest = at.options.filter((word, i) => !isOfFormat(word, i));
    return { words: meant.words, command: at.command(["image", "--format", meant.format, ...rest]) };
  },
};

/** `kbuild component add rust-src`, `kbuild toolchain install nightly`: rustup's words. */
export const nothingToInstall: Hint = {
  id: "nothing-to-install",
  decide(at) {
    const missing = /^no such (?:sub)?command: `([^`]+)`/.exec(at.failureText)?.[1];
    if (missing === "component" || missing === "rustup")
      return {
        words:
          "there is nothing to install: core and its targets, the linker, `nm`, `objdump`, `size`, `strip` and `readelf` are parts of kbuild, of the same day always",
        command: at.command(["target", "list"]),
      };
    if (at.verb !== "toolchain" || !/^unknown command '/.test(at.failureText)) return undefined;
    return {
      words:
        "there is nothing to install: the releases that kbuild simulates are parts of it, and chosen by `+1.68` or `+1.96`, or in rust-toolchain.toml",
      command: at.command(["toolchain", "list"]),
    };
  },
};
