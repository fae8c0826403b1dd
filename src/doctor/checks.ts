// All checks, in the order of the report.
import type { Check } from "./check.ts";
import { bootloaderVersions } from "./checks/bootloader-versions.ts";
import { buildStd } from "./checks/build-std.ts";
import { entryPoint } from "./checks/entry-point.ts";
import { exportedMain } from "./checks/exported-main.ts";
import { keysInWrongFile } from "./checks/keys-in-wrong-file.ts";
import { linkerScript } from "./checks/linker-script.ts";
import { memberProfile } from "./checks/member-profile.ts";
import { misspeltConfig } from "./checks/misspelt-config.ts";
import { misspeltTable } from "./checks/misspelt-table.ts";
import { newerFiles } from "./checks/newer-files.ts";
import { pathDependencies } from "./checks/path-dependencies.ts";
import { targetFile } from "./checks/target-file.ts";
import { testBuilds } from "./checks/test-builds.ts";
import { twoFlagSources } from "./checks/two-flag-sources.ts";
import { unsafeHandler } from "./checks/unsafe-handler.ts";
import { unreadConfig } from "./checks/unread-config.ts";
import { unreadable } from "./checks/unreadable.ts";

export const CHECKS: readonly Check[] = [
  unreadable,
  pathDependencies,
  unreadConfig,
  keysInWrongFile,
  misspeltTable,
  misspeltConfig,
  memberProfile,
  twoFlagSources,
  linkerScript,
  buildStd,
  targetFile,
  newerFiles,
  bootloaderVersions,
  entryPoint,
  unsafeHandler,
  exportedMain,
  testBuilds,
];
