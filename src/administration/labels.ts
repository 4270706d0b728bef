import {UsageError} from '../errors.ts'

/** What people note beside a credential: names and values of their own. */
export type Labels = Readonly<Record<string, string>>

const key = /^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,62}[A-Za-z0-9])?$/
const longestValue = 256
const mostLabels = 32

/**
 * Reads `key=value` words; the value may be empty and may hold `=`.
 *
 * @throws UsageError for a word without `=`, an unsuitable key or value, a key given twice, or too many labels
 */
export function parseLabels(words: readonly string[]): Labels {
  const labels = new Map<string, string>()
  for (const word of words) {
    const at = word.indexOf('=')
    if (at === -1) throw new UsageError(`${JSON.stringify(word)} is not a label`, {hint: 'Write it as key=value'})
    const name = word.slice(0, at)
    if (labels.has(name)) throw new UsageError(`The label ${name} is given twice`)
    labels.set(name, word.slice(at + 1))
  }
  return checkLabels(Object.fromEntries(labels))
}

/** @throws UsageError for an unsuitable key or value, or too many labels */
export function checkLabels(labels: Labels): Labels {
  const entries = Object.entries(labels)
  if (entries.length > mostLabels) throw new UsageError(`A credential has ${mostLabels} labels at most`)
  for (const [name, value] of entries) {
    if (!key.test(name)) {
      throw new UsageError(`${JSON.stringify(name)} cannot be the key of a label`, {
        hint: 'Use 1 to 64 letters, digits, dots, underscores, hyphens and slashes, with a letter or digit at both ends',
      })
    }
    if (value.length > longestValue || /\p{Cc}/u.test(value)) {
      throw new UsageError(
        `The value of the label ${name} has control characters or more than ${longestValue} characters`,
      )
    }
  }
  return labels
}

/** Whether all that is wanted is there. */
export function hasLabels(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([name, value]) => Object.hasOwn(labels, name) && labels[name] === value)
}
