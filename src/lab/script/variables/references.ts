import {isList, isMapping, type Plain} from '../../../notation/plain.ts'
import {isGenerated} from './generated.ts'
import {parseTemplate} from './template.ts'

/** The variables that a value refers to, generated ones left out. @throws UsageError for a reference that is none */
export function referencesIn(plain: Plain | undefined): readonly string[] {
  if (plain === undefined) return []
  if (typeof plain === 'string') return referencesInText(plain)
  if (isList(plain)) return plain.flatMap(referencesIn)
  if (!isMapping(plain)) return []
  return Object.entries(plain).flatMap(([name, value]) => [...referencesInText(name), ...referencesIn(value)])
}

function referencesInText(text: string): readonly string[] {
  if (!text.includes('${')) return []
  return parseTemplate(text).flatMap((part) => {
    if (!('reference' in part) || isGenerated(part.reference)) return []
    return [part.reference.split('.')[0] ?? '']
  })
}
