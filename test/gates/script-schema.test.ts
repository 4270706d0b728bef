import {describe, expect, it} from 'vitest'
import {connectionKeys} from '../../src/lab/script/parse/connection-keys.ts'
import {
  batchStepKeys,
  comparisonKeys,
  expectationKeys,
  groupStepKeys,
  itemKeys,
  type Keys,
  loopKeys,
  messageSourceKeys,
  operationStepKeys,
  rawStepKeys,
  retryKeys,
  scriptKeys,
} from '../../src/lab/script/parse/keys.ts'
import {compactJson} from '../support/open-api.ts'

function schemaOf(keys: Keys, required: readonly string[] = []) {
  const properties = Object.fromEntries(
    Object.entries(keys).map(([name, {summary, schema}]) => [name, {description: summary, ...schema}]),
  )
  return {type: 'object', additionalProperties: false, required, properties}
}

const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A script of kmipctl run',
  ...schemaOf(scriptKeys, ['steps']),
  $defs: {
    step: {
      anyOf: [
        schemaOf(operationStepKeys, ['operation']),
        schemaOf(batchStepKeys, ['batch']),
        schemaOf(rawStepKeys, ['send']),
        schemaOf(groupStepKeys, ['steps']),
      ],
    },
    item: schemaOf(itemKeys, ['operation']),
    message: schemaOf(messageSourceKeys),
    expectation: schemaOf(expectationKeys),
    comparison: schemaOf(comparisonKeys),
    retry: schemaOf(retryKeys),
    loop: schemaOf(loopKeys),
    connection: schemaOf(connectionKeys),
  },
}

describe('the schema of scripts for editors', () => {
  it('is made of the keys that the parser knows', async () => {
    await expect(`${compactJson(schema)}\n`).toMatchFileSnapshot('../../docs/script.schema.json')
  })

  it('defines all that it refers to', () => {
    const references = JSON.stringify(schema).matchAll(/#\/\$defs\/(\w+)/g)
    for (const [, name = ''] of references) expect(Object.keys(schema.$defs)).toContain(name)
  })
})
