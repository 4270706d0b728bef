import {dirname} from 'node:path'
import type {CaseFile} from '../cases/conformance-case.ts'

/** Cases that build on one another and share a connection. */
export interface CaseUnit {
  /**
   * What the cases need beforehand. Several are alternatives: each registers the same thing in another form, and a case
   * counts by the one under which it passes.
   */
  readonly setups: readonly CaseFile[]
  readonly cases: readonly CaseFile[]
  readonly cleanups: readonly CaseFile[]
  /** What they leave on the server is what they are for. */
  readonly prepares: boolean
}

const setup = /-SETUP$/u
const cleanup = /-CLEANUP$/u

/**
 * Puts cases in the order in which they run: as given, families together, and the set-up and clean-up cases of a family
 * (`TC-OTP-SETUP-1`, `TC-OTP-CLEANUP-1`) around it.
 */
export function planUnits(files: readonly CaseFile[]): CaseUnit[] {
  const families = new Map<string, CaseFile[]>()
  for (const file of files) {
    const key = `${dirname(file.path)} ${file.family} ${file.stem.slice(file.title.length)}`
    families.set(key, [...(families.get(key) ?? []), file])
  }
  const groups = [...families.values()]
  const around = (pattern: RegExp, family: string) =>
    groups
      .filter(
        ([first]) => first !== undefined && pattern.test(first.family) && first.family.replace(pattern, '') === family,
      )
      .flat()
  const served = new Set<CaseFile>()
  const units: CaseUnit[] = []
  for (const cases of groups) {
    const family = cases[0]?.family ?? ''
    if (setup.test(family) || cleanup.test(family)) continue
    const unserved = (found: readonly CaseFile[]) => found.filter((file) => !served.has(file))
    const unit = {
      setups: unserved(around(setup, family)),
      cases,
      cleanups: unserved(around(cleanup, family)),
      prepares: false,
    }
    for (const file of [...unit.setups, ...unit.cleanups]) served.add(file)
    units.push(unit)
  }
  // Without the family that they belong to they are cases like others
  const alone = groups.filter((group) => isPreparation(group) && !group.some((file) => served.has(file)))
  const before = alone.filter(([first]) => first !== undefined && setup.test(first.family))
  const after = alone.filter((group) => !before.includes(group))
  const standalone = (cases: readonly CaseFile[]) => ({
    setups: [],
    cases,
    cleanups: [],
    prepares: before.includes(cases as CaseFile[]),
  })
  return [...before.map(standalone), ...units, ...after.map(standalone)]
}

function isPreparation([first]: readonly CaseFile[]): boolean {
  return first !== undefined && (setup.test(first.family) || cleanup.test(first.family))
}
