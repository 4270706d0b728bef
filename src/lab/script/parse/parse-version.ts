import {isVersion, type Version, versions} from '../../../kmip/spec/version.ts'
import {ScriptError} from '../place.ts'
import {type SourceValue, textOf} from '../source/source-value.ts'

/** A version of KMIP as it is written, so that 2.0 does not become 2. @throws ScriptError */
export function parseStepVersion(source: SourceValue): Version {
  const text = textOf(source, '"version"').trim()
  if (isVersion(text)) return text
  throw new ScriptError(source.place, `${JSON.stringify(text)} is not a version of KMIP`, {
    hint: `Use one of ${versions.join(', ')}`,
  })
}

/** The same, or `auto`. @throws ScriptError */
export function parseScriptVersion(source: SourceValue): Version | 'auto' {
  return textOf(source, '"version"').trim().toLowerCase() === 'auto' ? 'auto' : parseStepVersion(source)
}
