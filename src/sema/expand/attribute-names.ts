// The attributes that need no import. Facts from the Reference's list and the compiler's own; gated ones exist as names, too
// (using them without their feature is another error than not knowing them).
const STABLE =
  "cfg cfg_attr ignore should_panic test derive automatically_derived macro_use macro_escape macro_export proc_macro " +
  "proc_macro_derive proc_macro_attribute warn allow expect forbid deny must_use must_not_suspend deprecated crate_name crate_type " +
  "crate_id link link_name no_link repr export_name link_section no_mangle used link_ordinal naked recursion_limit type_length_limit " +
  "move_size_limit no_main path no_std no_implicit_prelude non_exhaustive windows_subsystem panic_handler inline cold no_builtins " +
  "target_feature track_caller instruction_set no_sanitize sanitize coverage doc debugger_visualizer collapse_debuginfo feature " +
  "global_allocator bench test_case derive_const allow_internal_unstable allow_internal_unsafe";

const GATED =
  "no_core optimize ffi_pure ffi_const register_tool cmse_nonsecure_entry const_trait deprecated_safe cfi_encoding coroutine marker " +
  "thread_local fundamental may_dangle rustc_never_type_mode unstable stable rustc_const_unstable rustc_const_stable " +
  "rustc_default_body_unstable rustc_builtin_macro rustc_proc_macro_decls rustc_macro_transparency rustc_autodiff prelude_import lang " +
  "needs_allocator needs_panic_runtime panic_runtime compiler_builtins profiler_runtime linkage unsafe_destructor plugin " +
  "plugin_registrar start main default_lib_allocator alloc_error_handler cfg_eval cfg_accessible custom_mir pointee " +
  "non_exhaustive_omitted_patterns rustc_dummy static_nobundle do_not_recommend unsafe_no_drop_flag pin_project splat define_opaque " +
  "test_runner reexport_test_harness_main global_asm cfg_select eii unsafe_eii";

let names: ReadonlySet<string> | undefined;

export function isBuiltInAttribute(name: string): boolean {
  names ??= new Set(`${STABLE} ${GATED}`.split(" "));
  return names.has(name) || name.startsWith("rustc_");
}

/** Names that were those of built-in attributes once, and the release that forgot them. */
const FORGOTTEN: Readonly<Record<string, number>> = {
  main: 0,
  start: 86,
  const_trait: 92,
  plugin: 75,
  plugin_registrar: 0,
  unsafe_destructor: 0,
  static_nobundle: 0,
  unsafe_no_drop_flag: 0,
  deprecated_safe: 92,
  cmse_nonsecure_entry: 82,
  do_not_recommend: 84,
  pointee: 92,
  splat: 0,
  global_asm: 0,
  cfg_select: 0,
  crate_id: 0,
  no_sanitize: 92,
};

/** Of a release. */
export function isKnownAttribute(name: string, minor: number): boolean {
  return isBuiltInAttribute(name) && !(Object.hasOwn(FORGOTTEN, name) && minor >= (FORGOTTEN[name] as number));
}

/** For suggestions: attributes that one may have meant. */
export function builtInAttributeNames(): readonly string[] {
  return STABLE.split(" ");
}

/** Tools whose attributes are let pass. */
export function toolNames(minor: number): readonly string[] {
  return minor >= 78 ? ["rustfmt", "clippy", "diagnostic", "miri", "rust_analyzer"] : ["rustfmt", "clippy"];
}
