import {UsageError} from '../../../errors.ts'

/** A text in pieces: what stands as it is, and what `${…}` refers to. */
export type TemplatePart = {readonly text: string} | {readonly reference: string}

const form = /\$\$\{|\$\{([^}]*)\}/g

/** Takes `${name}` apart; `$${` stands for `${` itself. @throws UsageError for a reference that is none */
export function parseTemplate(text: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = []
  let end = 0
  for (const match of text.matchAll(form)) {
    const before = text.slice(end, match.index)
    end = match.index + match[0].length
    const [, reference] = match
    if (reference === undefined) {
      parts.push({text: `${before}\${`})
      continue
    }
    if (before !== '') parts.push({text: before})
    parts.push({reference: checked(reference.trim())})
  }
  if (end < text.length) parts.push({text: text.slice(end)})
  return parts
}

const referenceForm = /^[A-Za-z_][\w-]*(?:\.[^.]+|[+-]\w+)*$/

function checked(reference: string): string {
  if (referenceForm.test(reference)) return reference
  throw new UsageError(`"\${${reference}}" names no variable`, {
    hint: 'Write ${name}, ${row.column} or ${env.NAME}; $${ stands for ${ itself',
  })
}

/** True for names that variables may have. */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z_][\w-]*$/.test(name)
}
