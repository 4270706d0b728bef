import {expect, it} from 'vitest'
import {createServedSandbox} from '../support/served-sandbox.ts'

it('an attribute of 2.x is set, adjusted and found, and stays as it is under 1.x', async () => {
  await using sandbox = await createServedSandbox()
  const version = ['--kmip-version', '2.1']
  const id = await sandbox.text(['op', 'create', '--output', 'id', ...version])
  await sandbox.text(['op', 'set-attribute', id, 'Protection Period=1h', ...version])
  await sandbox.text(['op', 'adjust-attribute', id, 'Protection Period', '--adjustment', 'increment', '--by', '2h'])
  await sandbox.text(['op', 'add-attribute', id, 'Object Group=group', '--kmip-version', '1.4'])

  const read = async (kmipVersion: string) =>
    JSON.stringify((await sandbox.json(['op', 'get-attributes', id, '--kmip-version', kmipVersion])).envelope)
  const newer = await read('2.1')
  expect(newer).toContain('"ProtectionPeriod":10800')
  const [, short = ''] = /"ShortUniqueIdentifier":"(?<short>[0-9a-f]{64})"/.exec(newer) ?? []
  expect(await read('1.4')).not.toContain('ProtectionPeriod')
  const search = ['op', 'locate', '--attribute', `Short Unique Identifier=${short}`, '--output', 'id']
  expect(await sandbox.text([...search, ...version])).toBe(id)

  const weak = ['op', 'create', '--length', '128', '--attribute', 'Quantum Safe=true', ...version]
  expect(await sandbox.run(weak)).toMatchObject({exitCode: 4, stderr: expect.stringContaining('not Quantum Safe')})
})
