import {type JUnitCase, junitXml} from '../../report/junit.ts'
import {placeText} from '../place.ts'
import type {ScriptReport, StepReport} from './report.ts'

/** The reports as JUnit's XML: a suite a script, a test a step. */
export function scriptsJUnit(reports: readonly ScriptReport[]): string {
  return junitXml(
    'kmipctl run',
    reports.map(({file, name, steps}) => ({name: `${file}: ${name}`, cases: steps.map(junitCase)})),
  )
}

function junitCase({place, label, round, status, durationMs, problems}: StepReport): JUnitCase {
  const name = round === undefined ? label : `${label} (${round})`
  if (status === 'passed') return {name, status, durationMs}
  return {name, status, durationMs, message: `${placeText(place)}: ${problems.join('; ')}`}
}
