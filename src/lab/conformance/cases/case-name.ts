/** What the file name of an official test case says: `CS-BC-M-GCM-2-14` is the second of its family, for KMIP 1.4. */
export interface CaseName {
  /** Without the folder and `.xml`. */
  readonly stem: string
  /** Cases of one family build on one another: `CS-BC-M-GCM`. */
  readonly family: string
  readonly number: number
  /** `1.4`; undefined where the name does not end with one. */
  readonly version: string | undefined
}

const pattern = /^(?<family>.+?)-(?<number>\d+)(?:-(?<version>[1-9]\d))?$/u

/** Reads the name of a case; a name of another form is a family of its own. */
export function parseCaseName(stem: string): CaseName {
  const groups = pattern.exec(stem)?.groups
  if (groups === undefined) return {stem, family: stem, number: 0, version: undefined}
  const {family = stem, number, version} = groups
  return {
    stem,
    family,
    number: Number(number),
    version: version === undefined ? undefined : `${version[0]}.${version[1]}`,
  }
}
