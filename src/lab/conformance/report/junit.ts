import {escapeXml} from '../../../ttlv/escape-xml.ts'
import type {ConformanceReport, ReportedCase} from './report.ts'

/** The report as JUnit's XML, which build servers read: a suite a profile, a test a case. */
export function junitReport({cases, counts}: ConformanceReport): string {
  const suites = [...new Set(cases.map(({profile}) => profile))]
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="kmipctl conformance" tests="${cases.length}" failures="${counts.failed}" skipped="${skipped(cases)}" time="${seconds(cases)}">`,
    ...suites.flatMap((suite) =>
      suiteLines(
        suite,
        cases.filter(({profile}) => profile === suite),
      ),
    ),
    '</testsuites>',
    '',
  ].join('\n')
}

function suiteLines(name: string, cases: readonly ReportedCase[]): string[] {
  const failures = cases.filter(({status}) => status === 'failed').length
  return [
    `  <testsuite name="${escaped(name)}" tests="${cases.length}" failures="${failures}" skipped="${skipped(cases)}" time="${seconds(cases)}">`,
    ...cases.flatMap(caseLines),
    '  </testsuite>',
  ]
}

function caseLines(one: ReportedCase): string[] {
  const open = `    <testcase classname="${escaped(one.profile)}" name="${escaped(one.case)}" time="${one.durationMs / 1000}"`
  if (one.status === 'passed') return [`${open}/>`]
  return [`${open}>`, `      ${outcome(one)}`, '    </testcase>']
}

function outcome({status, fault: found, problem}: ReportedCase): string {
  const fault = found === undefined ? '' : `${found.path}: expected ${found.expected}, received ${found.received}`
  const text = problem ?? fault
  return status === 'failed'
    ? `<failure message="${escaped(text)}"/>`
    : `<skipped message="${escaped(`${status}: ${text}`)}"/>`
}

function skipped(cases: readonly ReportedCase[]): number {
  return cases.filter(({status}) => status === 'unsupported' || status === 'not runnable').length
}

function seconds(cases: readonly ReportedCase[]): number {
  return cases.reduce((sum, {durationMs}) => sum + durationMs, 0) / 1000
}

/** What XML 1.0 cannot hold becomes a blank. */
function escaped(text: string): string {
  return escapeXml(text.replaceAll(/(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, ' '))
}
