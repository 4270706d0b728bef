export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

/** A line that tells a shell to offer files too; endings of the files that fit may stand behind it. */
export const filesMark = ':files'

/** Says that words come as bash breaks them: `=` and `,` and `:` are words of their own. */
export const brokenFlag = '--broken'

/**
 * The words as they were typed, and how many characters of the last one a shell has taken for earlier words: it wants
 * the rest alone.
 */
export function typedWords(
  words: readonly string[],
  flags: readonly string[],
): {readonly words: readonly string[]; readonly cut: number} {
  if (!flags.includes(brokenFlag)) return {words, cut: 0}
  const joined: string[] = []
  let cut = 0
  for (const [index, word] of words.entries()) {
    const previous = words[index - 1]
    const goesOn = index > 0 && (isBreak(word) || (previous !== undefined && isBreak(previous)))
    const before = goesOn ? (joined.pop() ?? '') : ''
    cut = isBreak(word) ? before.length + word.length : before.length
    joined.push(before + word)
  }
  return {words: joined, cut}
}

function isBreak(word: string): boolean {
  return /^[=:]+$/.test(word)
}

/**
 * The lines for a shell's start file. They ask the program itself for each completion, so that they need not be made anew
 * with every version.
 */
export function completionScript(shell: Shell, program: string): string {
  return scripts[shell].replaceAll('PROGRAM', program)
}

const scripts: Readonly<Record<Shell, string>> = {
  bash: String.raw`_PROGRAM_complete() {
  local line word file suffix suffixes files=
  COMPREPLY=()
  while IFS= read -r line; do
    case "$line" in
      ':files'*) files=1; suffixes="${'${line#:files}'}"; continue ;;
    esac
    word=${"${line%%$'\\t'*}"}
    case "$word" in
      *[=,]) compopt -o nospace 2>/dev/null ;;
    esac
    COMPREPLY+=("$word")
  done < <(PROGRAM complete --broken -- "${'${COMP_WORDS[@]:1:COMP_CWORD}'}" 2>/dev/null)
  if [ -n "$files" ]; then
    while IFS= read -r file; do
      if [ -z "$suffixes" ] || [ -d "$file" ]; then COMPREPLY+=("$file"); continue; fi
      for suffix in $suffixes; do
        case "$file" in
          *"$suffix") COMPREPLY+=("$file") ;;
        esac
      done
    done < <(compgen -f -- "${'${COMP_WORDS[COMP_CWORD]}'}")
    compopt -o filenames 2>/dev/null
  fi
}
complete -F _PROGRAM_complete PROGRAM`,
  zsh: String.raw`#compdef PROGRAM
_PROGRAM() {
  local -a words_found words_open suffixes
  local line word files=
  while IFS= read -r line; do
    if [[ "$line" == ':files'* ]]; then files=1; suffixes=(${'${=line#:files}'}); continue; fi
    word="${"${line%%$'\\t'*}"}"
    if [[ "$word" == *[=,] ]]; then words_open+=("$word"); continue; fi
    words_found+=("${'${word//:/\\\\:}'}:${"${line#*$'\\t'}"}")
  done < <(PROGRAM complete -- "${'${(@)words[2,CURRENT]}'}" 2>/dev/null)
  (( ${'${#words_found}'} )) && _describe 'PROGRAM' words_found
  (( ${'${#words_open}'} )) && compadd -S '' -a words_open
  if [[ -n "$files" ]]; then
    if (( ${'${#suffixes}'} )); then _files -g "*(${'${(j:|:)suffixes}'})"; else _files; fi
  fi
}
compdef _PROGRAM PROGRAM`,
  fish: String.raw`function __PROGRAM_complete
  set -l words (commandline -opc)[2..] (commandline -ct)
  set -l answer (PROGRAM complete -- $words 2>/dev/null)
  string match -v -- ':files*' $answer
  for mark in (string match -- ':files*' $answer)
    set -l suffixes (string split -n ' ' -- $mark)[2..]
    if test (count $suffixes) -eq 0
      __fish_complete_path (commandline -ct)
    else
      for suffix in $suffixes
        __fish_complete_suffix (commandline -ct) $suffix
      end
    end
  end
end
complete -c PROGRAM -f -a '(__PROGRAM_complete)'`,
}
