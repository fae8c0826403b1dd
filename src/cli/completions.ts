// Completion scripts for shells, made from the very table of verbs: names, then each verb's options. A script is static; it
// starts no process at a TAB. Grammar in: `Completion[]`. Out: the text to source, or to put where the shell looks.

export interface CompletedOption {
  /** `--release`, `-r`; either may be missing. */
  readonly long: string | undefined;
  readonly short: string | undefined;
  readonly summary: string;
  readonly takesValue: boolean;
}

export interface CompletedVerb {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
}

const PROGRAM = "kbuild";

const words = ({ long, short }: CompletedOption): string[] => [long, short].filter((word) => word !== undefined);

function bash(verbs: readonly CompletedVerb[]): string {
  const cases = verbs.map(({ name, options }) => `        ${name}) words="${options.flatMap(words).join(" ")}" ;;`).join("\n");
  return `_${PROGRAM}() {
    local current=\${COMP_WORDS[COMP_CWORD]} verb="" word words=""
    for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $word in [+-]*) ;; *) verb=$word; break ;; esac
    done
    case $verb in
        "") words="${verbs.map(({ name }) => name).join(" ")}" ;;
${cases}
    esac
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    [ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$current"))
}
complete -o filenames -F _${PROGRAM} ${PROGRAM}
`;
}

/** Between single quotes of zsh, in a description behind a colon or in brackets. */
function zshText(text: string): string {
  return text
    .replaceAll("'", "'\\''")
    .replaceAll(":", "\\:")
    .replaceAll(/[[\]]/g, (bracket) => `\\${bracket}`);
}

function zshOption(option: CompletedOption): string[] {
  return words(option).map((word) => `'${word}[${zshText(option.summary)}]${option.takesValue ? ":value:_files" : ""}'`);
}

function zsh(verbs: readonly CompletedVerb[]): string {
  const list = verbs.map(({ name, summary }) => `        '${name}:${zshText(summary)}'`).join("\n");
  const cases = verbs
    .map(({ name, options }) => `        ${name}) _arguments ${[...options.flatMap(zshOption), "'*:file:_files'"].join(" ")} ;;`)
    .join("\n");
  return `#compdef ${PROGRAM}
_${PROGRAM}() {
    local -a verbs
    verbs=(
${list}
    )
    if (( CURRENT == 2 )); then
        _describe verb verbs
        return
    fi
    local verb=$words[2]
    shift words
    (( CURRENT-- ))
    case $verb in
${cases}
    esac
}
if [ "$funcstack[1]" = "_${PROGRAM}" ]; then _${PROGRAM}; else compdef _${PROGRAM} ${PROGRAM}; fi
`;
}

const fishText = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

function fishOption(verb: string, { long, short, summary, takesValue }: CompletedOption): string {
  const names = [long === undefined ? "" : ` -l ${long.slice(2)}`, short === undefined ? "" : ` -s ${short.slice(1)}`].join("");
  return `complete -c ${PROGRAM} -n '__fish_seen_subcommand_from ${verb}'${names}${takesValue ? " -r" : ""} -d ${fishText(summary)}`;
}

function fish(verbs: readonly CompletedVerb[]): string {
  const lines = verbs.flatMap(({ name, summary, options }) => [
    `complete -c ${PROGRAM} -n __fish_use_subcommand -f -a ${name} -d ${fishText(summary)}`,
    ...options.map((option) => fishOption(name, option)),
  ]);
  return `${lines.join("\n")}\n`;
}

const powershellText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function powershell(verbs: readonly CompletedVerb[]): string {
  const rows = verbs.map(
    ({ name, options }) => `        ${powershellText(name)} = @(${options.flatMap(words).map(powershellText).join(", ")})`,
  );
  return `Register-ArgumentCompleter -Native -CommandName ${PROGRAM} -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $verbs = [ordered]@{
${rows.join("\n")}
    }
    $given = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
    $verb = $given | Where-Object { $verbs.Contains($_) -and $_ -ne $wordToComplete } | Select-Object -First 1
    $candidates = if ($verb) { $verbs[$verb] } else { $verbs.Keys }
    $candidates | Where-Object { $_ -like "$wordToComplete*" } |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
`;
}

export const SHELLS: Readonly<Record<string, (verbs: readonly CompletedVerb[]) => string>> = { bash, zsh, fish, powershell };
