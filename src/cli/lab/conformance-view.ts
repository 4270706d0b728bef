import type {ConformanceReport, ReportedCase, ReportedProfile} from '../../lab/conformance/report/report.ts'
import type {CaseStatus} from '../../lab/conformance/run/result.ts'
import type {Output} from '../output/output.ts'
import type {Palette} from '../output/palette.ts'
import type {Column} from '../output/table.ts'

/** Shows the outcome of a run: the cases by profile, then which profiles the server conforms to. */
export async function showReport({cases, profiles}: ConformanceReport, output: Output): Promise<void> {
  for (const profile of new Set(cases.map((one) => one.profile))) {
    output.data(output.palette.strong(profile))
    await output.table(
      caseColumns,
      cases.filter((one) => one.profile === profile),
      'No case',
    )
    output.data('')
  }
  if (profiles.length > 0) await output.table(profileColumns, profiles, 'No profile')
}

const longest = 80

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

const caseColumns: readonly Column<ReportedCase>[] = [
  {heading: 'Case', value: (one) => one.case},
  {heading: 'Status', value: ({status}) => status, paint: ({status}, palette) => statusPaint(status, palette)},
  {heading: 'Where', value: ({fault, problem}) => problem ?? fault?.path ?? ''},
  {heading: 'Expected', value: ({fault}) => cut(fault?.expected ?? '')},
  {heading: 'Received', value: ({fault}) => cut(fault?.received ?? '')},
]

const profileColumns: readonly Column<ReportedProfile>[] = [
  {heading: 'Profile', value: ({profile}) => profile},
  {heading: 'Version', value: ({version}) => version},
  {
    heading: 'Conforms',
    value: ({conforms}) => (conforms ? 'yes' : 'no'),
    paint: ({conforms}, palette) => (conforms ? palette.good : palette.bad),
  },
  {heading: 'Passed', value: ({passed, mandatory}) => `${passed} of ${mandatory}`},
  {heading: 'Lacks', value: ({lacks}) => cut(lacks.join(', '))},
]

function statusPaint(status: CaseStatus, palette: Palette): (text: string) => string {
  if (status === 'passed') return palette.good
  return status === 'failed' ? palette.bad : palette.warning
}
