/** What the file name of an official test case says: `CS-BC-M-GCM-2-14` is the second of its family, for KMIP 1.4. */
export interface CaseName {
  /** Without the folder and `.xml`. */
  readonly stem: string
  /** Without the version at its end, as the profiles name it: `CS-BC-M-GCM-2`. */
  readonly title: string
  /** Cases of one family build on one another: `CS-BC-M-GCM`. */
  readonly family: string
  /** 0 where the name has none. */
  readonly number: number
}

const versionPattern = /-(?:1[0-4]|2[01]|30)$/u
const numberPattern = /-(\d+)$/u

/** Reads the name of a case; a name of another form is a family of its own. */
export function parseCaseName(stem: string): CaseName {
  const title = stem.replace(versionPattern, '')
  // A number alone at the end counts cases, and is no version
  if (title !== stem && !/\d/u.test(title)) return named(stem, stem)
  return named(stem, title)
}

function named(stem: string, title: string): CaseName {
  const number = numberPattern.exec(title)?.[1]
  return {stem, title, family: title.replace(numberPattern, ''), number: Number(number ?? 0)}
}
