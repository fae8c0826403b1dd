// All hints, in the order they are asked: what is certain from the command line and the manifest first, the general last.
import type { Hint } from "./hint.ts";
import {
  compilerOption,
  manifestElsewhere,
  positionalPackage,
  rustcNeedsOneTarget,
  singleDash,
  toolOfAnother,
} from "./hints/command-line.ts";
import { copiedConfig, copiedManifest, copiedSource } from "./hints/copied-text.ts";
import { configNotReadAtLink, coreUnwinds, cRuntimeStart, entryMissing, memoryFunction } from "./hints/linking.ts";
import { codeDiscarded, unappliedRelocations } from "./hints/images.ts";
import { allocByDependency, noAllocator } from "./hints/allocator.ts";
import { buildStdFeature, buildStdNotNeeded } from "./hints/build-std.ts";
import { imageFormat, nothingToInstall } from "./hints/nothing-to-install.ts";
import { panicPerPackage } from "./hints/manifest.ts";
import { featureOnStable } from "./hints/features.ts";
import { editionTooNew, lockFileTooNew, newerCargo, rawReferenceTooNew, unsafeAttributeTooNew } from "./hints/releases.ts";
import { dependencyDefaultStd, dependencyNoStdFeature } from "./hints/dependency-features.ts";
import { handlerOfStd, twoHandlers } from "./hints/panic-handlers.ts";
import { crateLinksStd, crateWithoutNoStd, mainWithoutStd, outerAttribute } from "./hints/standard-library.ts";
import { fileTargetNeedsCore, jsonNeedsFlag, targetInWrongTable, targetNotHere, targetSpecForm, unknownTarget } from "./hints/targets.ts";
import { idleLoop, kernelOnHost, runnerMissing } from "./hints/running.ts";
import { libHarnessOff, testBuild } from "./hints/tests.ts";
import {
  configInManifest,
  configMisspelt,
  configNotRead,
  noTarget,
  otherProfileAborts,
  panicElsewhere,
  profileInMember,
  profileMisspelt,
  profileNotNeeded,
  unwindingAsked,
} from "./hints/unwinding.ts";

export const HINTS: readonly Hint[] = [
  compilerOption,
  singleDash,
  positionalPackage,
  rustcNeedsOneTarget,
  toolOfAnother,
  imageFormat,
  nothingToInstall,
  manifestElsewhere,
  editionTooNew,
  lockFileTooNew,
  runnerMissing,
  buildStdFeature,
  buildStdNotNeeded,
  panicPerPackage,
  copiedManifest,
  copiedConfig,
  targetInWrongTable,
  unknownTarget,
  targetSpecForm,
  jsonNeedsFlag,
  copiedSource,
  unsafeAttributeTooNew,
  rawReferenceTooNew,
  libHarnessOff,
  testBuild,
  fileTargetNeedsCore,
  targetNotHere,
  outerAttribute,
  crateWithoutNoStd,
  dependencyDefaultStd,
  dependencyNoStdFeature,
  crateLinksStd,
  twoHandlers,
  handlerOfStd,
  mainWithoutStd,
  noAllocator,
  allocByDependency,
  featureOnStable,
  profileMisspelt,
  panicElsewhere,
  unwindingAsked,
  profileInMember,
  configNotRead,
  configMisspelt,
  configInManifest,
  otherProfileAborts,
  noTarget,
  configNotReadAtLink,
  cRuntimeStart,
  coreUnwinds,
  memoryFunction,
  profileNotNeeded,
  newerCargo,
  codeDiscarded,
  entryMissing,
  unappliedRelocations,
  kernelOnHost,
  idleLoop,
];
