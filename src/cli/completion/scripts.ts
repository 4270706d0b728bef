export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

/** A line that tells a shell to offer files too. */
export const filesMark = ':files'

/**
 * The lines for a shell's start file. They ask the program itself for each completion, so that they need not be made anew
 * with every version.
 */
export function completionScript(shell: Shell, program: string): string {
  return scripts[shell].replaceAll('PROGRAM', program)
}

const scripts: Readonly<Record<Shell, string>> = {
  bash: String.raw`_PROGRAM_complete() {
  local line word files=
  COMPREPLY=()
  while IFS= read -r line; do
    if [ "$line" = ':files' ]; then files=1; continue; fi
    word=${"${line%%$'\\t'*}"}
    COMPREPLY+=("$word")
  done < <(PROGRAM complete -- "${'${COMP_WORDS[@]:1:COMP_CWORD}'}" 2>/dev/null)
  if [ -n "$files" ]; then
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "${'${COMP_WORDS[COMP_CWORD]}'}")
    compopt -o filenames 2>/dev/null
  fi
}
complete -F _PROGRAM_complete PROGRAM`,
  zsh: String.raw`#compdef PROGRAM
_PROGRAM() {
  local -a words_found
  local line files=
  while IFS= read -r line; do
    if [[ "$line" == ':files' ]]; then files=1; continue; fi
    words_found+=("${"${${line%%$'\\t'*}//:/\\\\:}"}:${"${line#*$'\\t'}"}")
  done < <(PROGRAM complete -- "${'${(@)words[2,CURRENT]}'}" 2>/dev/null)
  (( ${'${#words_found}'} )) && _describe 'PROGRAM' words_found
  [[ -n "$files" ]] && _files
}
compdef _PROGRAM PROGRAM`,
  fish: String.raw`function __PROGRAM_complete
  set -l words (commandline -opc)[2..] (commandline -ct)
  set -l answer (PROGRAM complete -- $words 2>/dev/null)
  string match -v -- ':files' $answer
  contains -- ':files' $answer; and __fish_complete_path (commandline -ct)
end
complete -c PROGRAM -f -a '(__PROGRAM_complete)'`,
}
