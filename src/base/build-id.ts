// Which kbuild this is. The bundler puts a hash of all sources in; run from the sources it is just that.
declare const KBUILD_BUILD_ID: string | undefined;

/** Differs between any two builds of kbuild whose output may differ. */
export const BUILD_ID: string = typeof KBUILD_BUILD_ID === "string" ? KBUILD_BUILD_ID : "sources";
