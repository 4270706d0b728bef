// The little of roff's man macros that the manual needs.

/** Text that roff prints as it is. */
export function escape(text) {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('"', '\\(dq')
    .replaceAll('`', '\\(ga')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replaceAll('…', '...')
    .replace(/^\./, '\\&.')
}

export const bold = (text) => `\\fB${escape(text)}\\fR`
export const italic = (text) => `\\fI${escape(text)}\\fR`

export const heading = (text) => `.SH ${quoted(text.toUpperCase())}`
export const subheading = (text) => `.SS ${quoted(text)}`

/** Paragraphs of prose, which empty lines separate. */
export function prose(text) {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => `.PP\n${lines(paragraph)}`)
    .join('\n')
}

/** A term, already marked, and what it means. */
export function entry(term, text) {
  return `.TP\n${term}\n${text === '' ? '\\&' : lines(text)}`
}

/** Commands to type, one below the other, not filled. */
export function literal(commands) {
  return ['.PP', '.RS 4', '.nf', ...commands.map(escape), '.fi', '.RE'].join('\n')
}

export function title(name, {version, description}) {
  return `.TH ${quoted(name.toUpperCase())} 1 "" ${quoted(`kmipctl ${version}`)} ${quoted(description)}`
}

function lines(text) {
  return text
    .split('\n')
    .map((line) => escape(line.trim()))
    .join('\n')
}

function quoted(text) {
  return `"${escape(text)}"`
}
