import {isReadable} from '../cases/conformance-case.ts'
import {type CaseResult, type CaseStatus, caseStatuses, firstFault} from '../run/result.ts'
import {type FaultText, faultText} from './fault-text.ts'
import {mandatoryCases, profileOf, profiles} from './profiles.ts'

/** What became of one case, in words. */
export interface ReportedCase {
  readonly case: string
  readonly version: string | undefined
  readonly profile: string
  readonly status: CaseStatus
  /** Requests that were sent. */
  readonly requests: number
  readonly durationMs: number
  /** The first thing that was wrong. */
  readonly fault: FaultText | undefined
  /** Why it did not run, or what the server does instead. */
  readonly problem: string | undefined
}

/** Whether all mandatory cases of a profile have passed. */
export interface ReportedProfile {
  readonly profile: string
  readonly version: string
  readonly conforms: boolean
  readonly passed: number
  /** Mandatory cases of the profile in this version. */
  readonly mandatory: number
  /** Those that did not pass or were not among the cases. */
  readonly lacks: readonly string[]
}

/** The outcome of a run. */
export interface ConformanceReport {
  readonly counts: Readonly<Record<CaseStatus, number>>
  readonly cases: readonly ReportedCase[]
  readonly profiles: readonly ReportedProfile[]
}

/** Sums up a run. Secrets are hidden unless `reveal` is set. */
export function conformanceReport(results: readonly CaseResult[], reveal = false): ConformanceReport {
  const cases = results.map((result) => reportedCase(result, reveal))
  const counted = caseStatuses.map((status) => [status, cases.filter((one) => one.status === status).length] as const)
  return {
    counts: Object.fromEntries(counted) as Record<CaseStatus, number>,
    cases,
    profiles: reportedProfiles(results),
  }
}

function reportedCase(result: CaseResult, reveal: boolean): ReportedCase {
  const {file, status, exchanges, durationMs, problem} = result
  const fault = firstFault(result)
  return {
    case: file.stem,
    version: versionOf(result),
    profile: profileOf(file.family),
    status,
    requests: exchanges.length,
    durationMs,
    fault: fault === undefined ? undefined : faultText(fault, reveal),
    problem,
  }
}

function versionOf({file}: CaseResult): string | undefined {
  return isReadable(file) ? file.version : undefined
}

function reportedProfiles(results: readonly CaseResult[]): ReportedProfile[] {
  const versions = [...new Set(results.map(versionOf))].filter((version) => version !== undefined).sort()
  return versions.flatMap((version) => {
    const ofVersion = results.filter((result) => versionOf(result) === version)
    const passed = new Set(ofVersion.filter(({status}) => status === 'passed').map(({file}) => file.title))
    const tried = new Set(ofVersion.map(({file}) => profileOf(file.family)))
    return profiles
      .filter(({name}) => tried.has(name))
      .map((profile) => {
        const mandatory = mandatoryCases(profile, version)
        const lacks = mandatory.filter((title) => !passed.has(title))
        return {
          profile: profile.name,
          version,
          conforms: mandatory.length > 0 && lacks.length === 0,
          passed: mandatory.length - lacks.length,
          mandatory: mandatory.length,
          lacks,
        }
      })
  })
}
