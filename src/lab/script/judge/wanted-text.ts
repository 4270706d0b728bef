import {isList, isMapping, type Plain} from '../../../notation/plain.ts'
import {valueText} from '../variables/value-text.ts'
import {isBytes} from './bytes-form.ts'
import {isComparison} from './comparison.ts'

const longest = 120

/** For messages: what is expected, cut short. */
export function wantedText(wanted: Plain): string {
  const text = isComparison(wanted)
    ? Object.entries(wanted)
        .map(([word, value]) => `${word} ${wantedText(value)}`)
        .join(' and ')
    : plainText(wanted)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

function plainText(wanted: Plain): string {
  if (wanted === '') return '""'
  if (isList(wanted)) return wanted.map(wantedText).join(', ')
  if (isMapping(wanted) && !isBytes(wanted)) {
    const members = Object.entries(wanted).map(([name, value]) => `${name}: ${wantedText(value)}`)
    return `{${members.join(', ')}}`
  }
  return wanted === null ? 'nothing' : valueText(wanted)
}
