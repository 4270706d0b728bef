import {describe, expect, it} from 'vitest'
import type {OperationCall} from '../../../../../src/client/operation-call.ts'
import {KmipctlError} from '../../../../../src/errors.ts'
import {parseScript} from '../../../../../src/lab/script/parse/parse-script.ts'
import type {ScriptHost} from '../../../../../src/lab/script/run/host.ts'
import {runScript} from '../../../../../src/lab/script/run/run-script.ts'
import {Activate} from '../../../../../src/kmip/operations/activate.ts'
import {encodeResponse} from '../../../../../src/kmip/message/message.ts'
import {Tag} from '../../../../../src/kmip/spec/tags.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../../../src/ttlv/node.ts'

const identifier = (value: string): TtlvNode => ({tag: Tag.UniqueIdentifier, type: ItemType.TextString, value})

type Answer = 'success' | 'failed' | 'pending'

/** A client whose server gives these answers to its messages, the last one again and again. */
function host(answers: readonly Answer[], more: Partial<ScriptHost> = {}) {
  const asked: string[] = []
  const waited: number[] = []
  let time = 0
  const ask = async (calls: readonly OperationCall[]): Promise<TtlvNode> => {
    const answer = answers[asked.length] ?? answers.at(-1) ?? 'success'
    asked.push(calls.map(({operation, request}) => [operation.name, ...Object.values(request)].join(' ')).join(', '))
    const status = {success: 'Success', failed: 'OperationFailed', pending: 'OperationPending'} as const
    const batchItems = calls.map(({operation}) => ({
      operation: operation.name,
      resultStatus: status[answer],
      ...(answer === 'failed' ? ({resultReason: 'ItemNotFound', resultMessage: 'No such object'} as const) : {}),
      payload: structureNode(Tag.ResponsePayload, [identifier(`id-${asked.length}`)]),
    }))
    const header = {protocolVersion: {major: 1, minor: 4}, timeStamp: new Date(0), batchCount: batchItems.length}
    return encodeResponse({header, batchItems}, '1.4')
  }
  const client = {ask, version: async () => '1.4' as const} as unknown as Awaited<ReturnType<ScriptHost['client']>>
  const made: ScriptHost = {
    client: async () => client,
    readFile: async () => Buffer.from('name,length\nanna,128\nbert,256\n'),
    surroundings: {now: () => new Date(0), environment: {}},
    wait: async (milliseconds) => {
      waited.push(milliseconds)
      time += milliseconds
    },
    clock: () => time,
    reveal: false,
    signal: undefined,
    ...more,
  }
  return {host: made, asked, waited}
}

const script = (...lines: readonly string[]) => parseScript(lines.join('\n'), 's.yaml')

describe('running a script', () => {
  it('hands what was captured to later steps and stops at the first failure, then cleans up all there is', async () => {
    const fake = host(['success', 'failed', 'failed', 'success'])
    const report = await runScript(
      script(
        'steps:',
        '- {operation: Activate, request: {Unique Identifier: a}, capture: {id: Unique Identifier}}',
        '- {operation: Activate, request: {Unique Identifier: "${id}"}}',
        '- {operation: Activate, request: {Unique Identifier: never}, capture: {other: Unique Identifier}}',
        'cleanup:',
        '- {operation: Destroy, request: {Unique Identifier: "${other}"}}',
        '- {operation: Destroy, request: {Unique Identifier: "${id}"}}',
        '- {operation: Destroy, request: {Unique Identifier: a}}',
      ),
      {host: fake.host, given: {}},
    )
    expect(fake.asked).toEqual(['Activate a', 'Activate id-1', 'Destroy id-1', 'Destroy a'])
    expect(report.steps.map(({status, problems}) => [status, ...problems])).toEqual([
      ['passed'],
      ['failed', expect.stringMatching(/^Server refused Activate: Item Not Found/)],
      ['skipped', 'Variable other has no value'],
      ['failed', expect.stringMatching(/^Server refused Destroy/)],
      ['passed'],
    ])
    expect(report).toMatchObject({status: 'failed', exitCode: 4, variables: {id: 'id-1'}})
  })

  it('asks again until the answer is so, with the time between that the script says', async () => {
    const fake = host(['pending', 'failed', 'success'])
    const step =
      '{operation: Poll, request: {Asynchronous Correlation Value: "01"}, until: success, retry: {every: 2s}}'
    const report = await runScript(script(`steps: [${step}]`), {host: fake.host, given: {}})
    expect([report.status, report.steps[0]?.requests, fake.waited]).toEqual(['passed', 3, [2000, 2000]])
  })

  it('gives up in time, and says what the answer still was', async () => {
    const fake = host(['pending'])
    const step =
      '{operation: Poll, request: {Asynchronous Correlation Value: "01"}, until: success, retry: {within: 3s}}'
    const report = await runScript(script(`steps: [${step}]`), {host: fake.host, given: {}})
    expect(report).toMatchObject({exitCode: 6, steps: [{requests: 4}]})
    expect(report.steps[0]?.problems[0]).toMatch(/^Sent 4 times, and still Result Status: expected success/)
    const twice = step.replace('within: 3s', 'times: 2')
    const other = await runScript(script(`steps: [${twice}]`), {host: fake.host, given: {}})
    expect(other.steps[0]?.problems[0]).toMatch(/^Sent 2 times/)
  })

  it('goes through data files and ranges, and tells the rounds apart', async () => {
    const fake = host(['success'])
    const report = await runScript(
      script(
        'steps:',
        '- for each: {row: {file: people.csv}}',
        '  operation: Get',
        '  request: {Unique Identifier: "${row.name}-${row.length}"}',
        '  collect: {ids: Unique Identifier}',
        '- {for each: {n: {from: 1, to: 2}}, operation: Get, skip if: {n: 2}, request: {Unique Identifier: "k${n}"}}',
      ),
      {host: fake.host, given: {}},
    )
    expect(fake.asked).toEqual(['Get anna-128', 'Get bert-256', 'Get k1'])
    expect(report.steps.map(({round, status}) => `${round} ${status}`)).toEqual([
      'row = {name: anna, length: 128} passed',
      'row = {name: bert, length: 256} passed',
      'n = 1 passed',
      'n = 2 skipped',
    ])
    expect(report.variables).toEqual({ids: ['id-1', 'id-2']})
  })

  it('ends when it is interrupted, after cleaning up', async () => {
    const controller = new AbortController()
    const reason = new KmipctlError('INTERRUPTED', 'Interrupted', 130)
    const fake = host(['success'], {
      signal: controller.signal,
      wait: async () => {
        controller.abort(reason)
        throw reason
      },
    })
    const interrupted = script(
      'steps: [{operation: Query, wait: 1s}, {operation: Query}]',
      'cleanup: [{operation: Destroy, request: {Unique Identifier: a}}]',
    )
    await expect(runScript(interrupted, {host: fake.host, given: {}})).rejects.toBe(reason)
    expect(fake.asked).toEqual(['Destroy a'])
  })

  it('keeps what went into a message as a secret out of its report', async () => {
    const fake = host(['success'])
    const report = await runScript(
      script(
        'variables: {plain: attack at dawn}',
        'steps:',
        '- {name: "send ${plain}", operation: Encrypt, request: {Unique Identifier: a, Data: {text: "${plain}"}}}',
      ),
      {host: fake.host, given: {}},
    )
    expect(report.status).toBe('passed')
    expect(JSON.stringify(report)).not.toContain('attack')
  })

  it('takes no answer to another operation for one to its own', async () => {
    const fake = host(['success'])
    const client = await fake.host.client(undefined, script('steps: [{operation: Query}]'))
    const other = {...client, ask: () => client.ask([{operation: Activate, request: {}}])}
    const report = await runScript(script('steps: [{operation: Query}]'), {
      host: {...fake.host, client: async () => other},
      given: {},
    })
    expect(report).toMatchObject({
      exitCode: 5,
      steps: [{problems: ['Response to Query names operation Activate']}],
    })
  })

  it('refuses what the version cannot express before it is sent', async () => {
    const fake = host(['success'])
    const create =
      '{operation: Create, request: {Object Type: Symmetric Key, Attributes: {Quantum Safe: true, Name: a}}}'
    const report = await runScript(script(`steps: [${create}]`), {host: fake.host, given: {}})
    expect(report).toMatchObject({
      exitCode: 2,
      steps: [{problems: [expect.stringContaining('KMIP 1.4 cannot express')]}],
    })
    expect(fake.asked).toEqual([])
  })
})
