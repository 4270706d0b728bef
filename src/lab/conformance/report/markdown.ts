import {type CaseStatus, caseStatuses} from '../run/result.ts'
import type {ConformanceReport, ReportedCase, ReportedProfile} from './report.ts'

/** The report as a page in Markdown. */
export function markdownReport(report: ConformanceReport, title = 'Conformance report'): string {
  const groups = [...new Set(report.cases.map(({profile}) => profile))]
  return [
    `# ${title}`,
    '',
    `${countsText(report.counts)}.`,
    '',
    ...profileLines(report.profiles),
    ...groups.flatMap((group) =>
      groupLines(
        group,
        report.cases.filter(({profile}) => profile === group),
      ),
    ),
  ].join('\n')
}

/** `12 passed, 1 failed`; what there is none of is left out, but for these two. */
export function countsText(counts: Readonly<Record<CaseStatus, number>>): string {
  return caseStatuses
    .filter((status) => status === 'passed' || status === 'failed' || counts[status] > 0)
    .map((status) => `${counts[status]} ${status}`)
    .join(', ')
}

function profileLines(profiles: readonly ReportedProfile[]): string[] {
  if (profiles.length === 0) return []
  return [
    '| profile | version | conforms | mandatory cases passed | lacks |',
    '| --- | --- | --- | --- | --- |',
    ...profiles.map(({profile, version, conforms, passed, mandatory, lacks}) =>
      row([profile, version, conforms ? 'yes' : 'no', `${passed} of ${mandatory}`, lacks.join(', ')]),
    ),
    '',
  ]
}

function groupLines(group: string, cases: readonly ReportedCase[]): string[] {
  return [
    `## ${group}`,
    '',
    '| case | status | where | expected | received |',
    '| --- | --- | --- | --- | --- |',
    ...cases.map((one) => row([one.case, one.status, ...whatHappened(one)])),
    '',
  ]
}

function whatHappened({fault, problem}: ReportedCase): string[] {
  return [problem ?? fault?.path ?? '', fault?.expected ?? '', fault?.received ?? '']
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(escaped).join(' | ')} |`
}

const longest = 200

function escaped(text: string): string {
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text
  return shown.replaceAll(/[\p{Cc}]/gu, ' ').replaceAll(/[|\\`*_<>]/gu, (character) => `\\${character}`)
}
