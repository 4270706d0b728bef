import {escapeXml} from '../../ttlv/escape-xml.ts'

/** One test of a report. */
export interface JUnitCase {
  readonly name: string
  readonly status: 'passed' | 'failed' | 'skipped'
  readonly durationMs: number
  /** What is wrong, or why it was skipped. */
  readonly message?: string | undefined
}

export interface JUnitSuite {
  readonly name: string
  readonly cases: readonly JUnitCase[]
}

/** A report in JUnit's XML, which build servers read. */
export function junitXml(name: string, suites: readonly JUnitSuite[]): string {
  const all = suites.flatMap(({cases}) => cases)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escaped(name)}" ${counts(all)}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
    '',
  ].join('\n')
}

function suiteLines({name, cases}: JUnitSuite): string[] {
  return [
    `  <testsuite name="${escaped(name)}" ${counts(cases)}>`,
    ...cases.flatMap((one) => caseLines(one, name)),
    '  </testsuite>',
  ]
}

function caseLines({name, status, durationMs, message = ''}: JUnitCase, suite: string): string[] {
  const open = `    <testcase classname="${escaped(suite)}" name="${escaped(name)}" time="${durationMs / 1000}"`
  if (status === 'passed') return [`${open}/>`]
  const element = status === 'failed' ? 'failure' : 'skipped'
  return [`${open}>`, `      <${element} message="${escaped(message)}"/>`, '    </testcase>']
}

function counts(cases: readonly JUnitCase[]): string {
  const of = (status: JUnitCase['status']) => cases.filter((one) => one.status === status).length
  const seconds = cases.reduce((sum, {durationMs}) => sum + durationMs, 0) / 1000
  return `tests="${cases.length}" failures="${of('failed')}" skipped="${of('skipped')}" time="${seconds}"`
}

/** What XML 1.0 cannot hold becomes a blank. */
function escaped(text: string): string {
  return escapeXml(text.replaceAll(/(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, ' '))
}
