import {type JUnitCase, junitXml} from '../../report/junit.ts'
import type {ConformanceReport, ReportedCase} from './report.ts'

/** The report as JUnit's XML, which build servers read: a suite a profile, a test a case. */
export function junitReport({cases}: ConformanceReport): string {
  const profiles = [...new Set(cases.map(({profile}) => profile))]
  const suites = profiles.map((name) => ({
    name,
    cases: cases.filter(({profile}) => profile === name).map(junitCase),
  }))
  return junitXml('kmipctl conformance', suites)
}

function junitCase(one: ReportedCase): JUnitCase {
  const {case: name, status, durationMs, fault: found, problem} = one
  const fault = found === undefined ? '' : `${found.path}: expected ${found.expected}, received ${found.received}`
  const text = problem ?? fault
  if (status === 'passed') return {name, status, durationMs}
  if (status === 'failed') return {name, status, durationMs, message: text}
  return {name, status: 'skipped', durationMs, message: `${status}: ${text}`}
}
