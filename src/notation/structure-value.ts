import {UsageError} from '../errors.ts'
import type {AttributeName, StandardValue} from '../kmip/attributes/catalogue.ts'
import {
  AlternativeNameType,
  KeyValueLocationType,
  LinkType,
  NameType,
  RecommendedCurve,
  RotateNameType,
  UsageLimitsUnit,
} from '../kmip/spec/enumerations.ts'
import {parseCryptographicParameters} from './cryptographic-parameters-value.ts'
import {parseEnumeration} from './enumeration-value.ts'
import {parseInteger, parseLongInteger} from './number-value.ts'

type StructureForms = {
  readonly [Name in AttributeName]?: (text: string, setting: string) => StandardValue<Name>
}

/** The attributes whose value is a structure that people can write in one word or a few. */
const forms: StructureForms = {
  Name(text, setting) {
    const [nameValue, type] = valueAndType(text)
    return {nameValue, nameType: parseEnumeration(NameType, type ?? plainText, setting)}
  },
  AlternativeName(text, setting) {
    const [alternativeNameValue, type] = valueAndType(text)
    return {
      alternativeNameValue,
      alternativeNameType: parseEnumeration(AlternativeNameType, type ?? plainText, setting),
    }
  },
  RotateName(text, setting) {
    const [rotateNameValue, type] = valueAndType(text)
    return {rotateNameValue, rotateNameType: parseEnumeration(RotateNameType, type ?? plainText, setting)}
  },
  KeyValueLocation(text, setting) {
    const [keyValueLocationValue, type] = valueAndType(text)
    return {
      keyValueLocationValue,
      keyValueLocationType: parseEnumeration(KeyValueLocationType, type ?? plainText, setting),
    }
  },
  ApplicationSpecificInformation(text, setting) {
    const [applicationNamespace, applicationData] = atColon(text, setting, 'NAMESPACE:DATA')
    return {applicationNamespace, ...(applicationData === '' ? {} : {applicationData})}
  },
  Link(text, setting) {
    const [type, linkedObjectIdentifier] = atColon(text, setting, 'TYPE:ID, such as parent:7f3c')
    return {linkType: parseEnumeration(LinkType, type, setting), linkedObjectIdentifier}
  },
  UsageLimits(text, setting) {
    const [total = '', unit = 'object', ...rest] = text.trim().split(/\s+/)
    if (rest.length > 0) throw wrongForm(setting, text, 'a number and a unit, such as 1000 operations')
    const word = unitWords[unit.toLowerCase()] ?? unit
    return {
      usageLimitsTotal: parseLongInteger(total, setting),
      usageLimitsUnit: parseEnumeration(UsageLimitsUnit, word, setting),
    }
  },
  CryptographicParameters: parseCryptographicParameters,
  CryptographicDomainParameters(text, setting) {
    if (/^\d+$/.test(text.trim())) return {qlength: parseInteger(text, setting)}
    return {recommendedCurve: parseEnumeration(RecommendedCurve, text, setting)}
  },
}

/** The value of an attribute that is a structure; undefined when there is no short form for it. @throws UsageError */
export function parseStructure(name: AttributeName, text: string, setting: string): unknown {
  return forms[name]?.(text, setting)
}

const plainText = 'uninterpreted-text-string'

/** An object is used up by one operation. KMIP 1.4 section 3.21. */
const unitWords: Readonly<Record<string, string>> = {
  bytes: 'byte',
  objects: 'object',
  operation: 'object',
  operations: 'object',
}

/** `payroll`, or `{https://a.example/key,uri}` where the type is not plain text. */
function valueAndType(text: string): readonly [value: string, type: string | undefined] {
  const match = /^\{(.*),([^,{}]+)\}$/s.exec(text)
  return match === null ? [text, undefined] : [match[1] ?? '', match[2]]
}

function atColon(text: string, setting: string, form: string): readonly [before: string, after: string] {
  const colon = text.indexOf(':')
  if (colon < 1) throw wrongForm(setting, text, form)
  return [text.slice(0, colon), text.slice(colon + 1)]
}

function wrongForm(setting: string, text: string, form: string): UsageError {
  return new UsageError(`${setting} takes ${form}, not ${JSON.stringify(text)}`)
}
