import {ResultReason} from '../../../kmip/spec/enumerations.ts'
import {parseEnumeration} from '../../../notation/enumeration-value.ts'
import {isMapping, type Plain} from '../../../notation/plain.ts'
import type {Answer} from '../answer/answer.ts'
import {findItems} from '../answer/find-items.ts'
import {itemText} from '../answer/item-value.ts'
import type {Expectation} from '../model.ts'
import type {Variables} from '../variables/variables.ts'
import {valueText} from '../variables/value-text.ts'
import {judgeItems, judgePart} from './judge-items.ts'
import {plainItem, plainItems} from './plain-item.ts'
import type {Problem} from './problem.ts'
import type {JudgeContext} from './scalar-equals.ts'

/**
 * What of an answer is not as it is expected. Where already the status differs, nothing else is looked at.
 *
 * @throws UsageError when something is expected that cannot be, UnsetVariable
 */
export function judgeAnswer(
  expectation: Expectation,
  answer: Answer,
  variables: Variables,
  context: JudgeContext,
): readonly Problem[] {
  const {status} = expectation
  if (status !== 'any' && status !== answer.status) return [statusProblem(expectation, answer)]
  const expand = (plain: Plain) => variables.expand(plain)
  return [
    ...judgeReason(expectation.reasons.map(expand), answer),
    ...judgeText('Result Message', expectation.message, {text: answer.message, contained: true}),
    ...judgeText('Protocol Version', expectation.version, {text: answer.version, contained: false}),
    ...judgeResponse(expectation, answer),
  ]

  function judgeText(
    subject: string,
    wanted: Plain | undefined,
    {text, contained}: {readonly text: string | undefined; readonly contained: boolean},
  ): readonly Problem[] {
    if (wanted === undefined) return []
    const expanded = expand(wanted)
    const meant = isMapping(expanded) || !contained ? expanded : {contains: valueText(expanded)}
    return judgeItems(meant, text === undefined ? [] : [plainItem(text)], subject, context)
  }

  function judgeResponse({response, exists, absent, count}: Expectation, {payload, items}: Answer): Problem[] {
    const part = response === undefined ? {} : expand(response)
    return [
      ...(isMapping(part) ? judgePart(part, payload, '', context) : []),
      ...exists.flatMap((path) =>
        findItems(items, path).length > 0 ? [] : [{subject: path.text, expected: 'an item', received: 'nothing'}],
      ),
      ...absent.flatMap((path) => {
        const [found] = findItems(items, path)
        if (found === undefined) return []
        return [{subject: path.text, expected: 'no item', received: itemText(found, context.reveal)}]
      }),
      ...count.flatMap(({path, wanted}) =>
        judgeItems(expand(wanted), plainItems(findItems(items, path).length), `${path.text} (count)`, context),
      ),
    ]
  }
}

function statusProblem({status}: Expectation, {status: received, refusal}: Answer): Problem {
  return {
    subject: 'Result Status',
    expected: status,
    received: refusal === undefined ? received : `${received} (${refusal.message})`,
    hint: refusal?.hint,
  }
}

/** Reasons are compared as values, so that they may be spelt as one likes. */
function judgeReason(wanted: readonly Plain[], {reason}: Answer): readonly Problem[] {
  if (wanted.length === 0) return []
  const names = wanted.map((one) => parseEnumeration(ResultReason, valueText(one), '"reason"'))
  if (reason !== undefined && names.includes(reason)) return []
  return [{subject: 'Result Reason', expected: names.map(reasonText).join(' or '), received: reasonText(reason)}]
}

function reasonText(reason: string | number | undefined): string {
  if (reason === undefined) return 'nothing'
  if (typeof reason === 'number') return `0x${reason.toString(16).padStart(8, '0')}`
  return ResultReason.specName(reason) ?? reason
}
