// cargo's own `-Z` options: taken on a nightly release or under RUSTC_BOOTSTRAP=1 alone. Those that kbuild honours go on, those
// that only cargo knows are refused, and any other is unknown, in cargo's words. (cargo 1.96: `core/features.rs`.)
import type { Host } from "../../base/host.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError, refusal } from "../cargo-error.ts";
import type { Config } from "./config.ts";

/** kbuild always compiles `core` itself, so that `build-std` asks for nothing more. */
const HONOURED: ReadonlySet<string> = new Set(["build-std", "json-target-spec", "unstable-options"]);
/** Since these releases; earlier ones do not know the option. */
const SINCE: Readonly<Record<string, number>> = { "json-target-spec": 95 };
const KNOWN: ReadonlySet<string> = new Set(
  (
    "allow-features print-im-a-teapot advanced-env any-build-script-metadata asymmetric-token avoid-dev-deps binary-dep-depinfo " +
    "bindeps build-analysis build-dir-new-layout build-std-features cargo-lints checksum-freshness codegen-backend " +
    "direct-minimal-versions dual-proc-macros feature-unification features fine-grain-locking fix-edition gc git gitoxide " +
    "host-config lockfile-path minimal-versions msrv-policy mtime-on-use next-lockfile-bump no-embed-metadata no-index-update " +
    "panic-abort-tests panic-immediate-abort profile-hint-mostly-unused profile-rustflags public-dependency publish-timeout " +
    "root-dir rustc-unicode rustdoc-depinfo rustdoc-map rustdoc-mergeable-info rustdoc-scrape-examples sbom script " +
    "section-timings separate-nightlies skip-rustdoc-fingerprint target-applies-to-host trim-paths warnings " +
    "compile-progress offline cache-messages install-upgrade config-profile crate-versions package-features configurable-env " +
    "extra-link-arg patch-in-config named-profiles future-incompat-report namespaced-features timings weak-dep-features " +
    "multitarget sparse-registry terminal-width doctest-in-workspace credential-process lints registry-auth check-cfg " +
    "doctest-xcompile package-workspace build-dir config-include"
  ).split(" "),
);

const CHANNEL =
  "the `-Z` flag is only accepted on the nightly channel of Cargo, but this is the `stable` channel\n" +
  "See https://doc.rust-lang.org/book/appendix-07-nightly-rust.html for more information about Rust release channels.";

/** A nightly release, or one that is told to behave as one. */
export function takesUnstable({ channel }: Release, { environment }: Pick<Host, "environment">): boolean {
  return channel === "nightly" || environment["RUSTC_BOOTSTRAP"] === "1";
}

/** The options of the command line and of the table `[unstable]`, as they are written: `build-std=core`. */
export function unstableOptions(
  release: Release,
  written: readonly string[],
  host: Pick<Host, "environment">,
  config: Config,
): Set<string> {
  const isAllowed = takesUnstable(release, host);
  if (written.length > 0 && !isAllowed) throw new CargoError(CHANNEL);
  for (const option of written) checkOption(release, option);
  const fromConfig = isAllowed ? config.keys("unstable").filter((key) => config.find(["unstable", key]) !== undefined) : [];
  return new Set([...written, ...fromConfig]);
}

function checkOption(release: Release, option: string): void {
  const name = option.split("=")[0] as string;
  if (HONOURED.has(name) && atLeast(release, SINCE[name] ?? 0)) return;
  if (KNOWN.has(name)) throw refusal(`\`-Z${name}\``);
  const more =
    "\n\nFor available unstable features, see https://doc.rust-lang.org/nightly/cargo/reference/unstable.html\n" +
    `If you intended to use an unstable rustc feature, try setting \`RUSTFLAGS="-Z${name}"\``;
  throw new CargoError(`unknown \`-Z\` flag specified: ${name}${atLeast(release, 69) ? more : ""}`);
}
