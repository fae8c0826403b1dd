// `kbuild new --template`: kernels that say hello, on the text screen or the serial line, or say nothing.
import { CargoError } from "../cargo-error.ts";

const HEAD = `#![no_std] // there is no operating system, so no standard library
#![no_main] // and nothing that would call \`main\`

`;

const PANIC = `
/// Called for a failed check (an index, an overflow) and by \`panic!\`; \`!\`: it never returns.
#[panic_handler]
fn panic(_info: &PanicInfo) -> ! {
    loop {}
}
`;

/** Edition 2024 has the attribute in its unsafe form. */
const start = (edition: string, body: string): string =>
  `/// Where the kernel begins: the linker looks for this very name, and the boot code calls it as C would.
#[${edition === "2024" ? "unsafe(no_mangle)" : "no_mangle"}]
pub extern "C" fn _start() -> ! {
${body}    loop {}
}
`;

const VGA = `use core::panic::PanicInfo;

/// The text screen: 80 x 25 cells of a character and a colour, at this address.
const SCREEN: *mut u8 = 0xb8000 as *mut u8;
const LIGHT_CYAN: u8 = 0x0b;

static HELLO: &[u8] = b"Hello World!";

`;

const VGA_BODY = `    let mut i = 0;
    while i < HELLO.len() {
        unsafe {
            SCREEN.add(2 * i).write_volatile(HELLO[i]);
            SCREEN.add(2 * i + 1).write_volatile(LIGHT_CYAN);
        }
        i += 1;
    }
`;

const SERIAL = `use core::arch::asm;
use core::panic::PanicInfo;

/// The ports of the first serial line, and of QEMU's \`isa-debug-exit\` device.
const SERIAL: u16 = 0x3f8;
const EXIT: u16 = 0xf4;
/// Leaves with exit status (0x10 << 1) | 1, which is 33.
const SUCCESS: u8 = 0x10;

static HELLO: &[u8] = b"Hello World!\\n";

fn write_port(port: u16, value: u8) {
    unsafe { asm!("out dx, al", in("dx") port, in("al") value, options(nomem, nostack, preserves_flags)) }
}

`;

const SERIAL_BODY = `    let mut i = 0;
    while i < HELLO.len() {
        write_port(SERIAL, HELLO[i]);
        i += 1;
    }
    write_port(EXIT, SUCCESS);
`;

type Source = (edition: string) => string;

const SOURCES: Readonly<Record<string, Source | undefined>> = {
  vga: (edition) => HEAD + VGA + start(edition, VGA_BODY) + PANIC,
  serial: (edition) => HEAD + SERIAL + start(edition, SERIAL_BODY) + PANIC,
  blank: (edition) => `${HEAD}use core::panic::PanicInfo;\n\n${start(edition, "")}${PANIC}`,
};

const PROFILES = '\n[profile.dev]\npanic = "abort"\n\n[profile.release]\npanic = "abort"\n';
const CONFIG = '[build]\ntarget = "x86_64-unknown-none"\n';

/** Files of a template that differ from those of a plain package: path -> text. `manifest` is the plain one's. */
export function kernelFiles(template: string, edition: string, manifest: string): ReadonlyMap<string, string> {
  const source = SOURCES[template];
  if (source === undefined) throw new CargoError(`unknown template \`${template}\`: there are ${Object.keys(SOURCES).join(", ")}`, [], 1);
  return new Map([
    ["Cargo.toml", manifest + PROFILES],
    [".cargo/config.toml", CONFIG],
    ["src/main.rs", source(edition)],
  ]);
}
