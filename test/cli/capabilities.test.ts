import {describe, expect, it} from 'vitest'
import {playOperations} from '../support/played-operations.ts'
import {createServedSandbox} from '../support/served-sandbox.ts'

describe('kmipctl capabilities', () => {
  it('shows what the server says, by version', async () => {
    await using sandbox = await createServedSandbox()
    const {exitCode, stdout} = await sandbox.run(['capabilities'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^Vendor +kmipctl\nVersions +2\.1, 2\.0, 1\.4, 1\.3, 1\.2, 1\.1, 1\.0$/m)
    expect(stdout).toMatch(/^Create +all$/m)
    expect(stdout).toMatch(/^Encrypt +2\.1, 2\.0, 1\.4, 1\.3, 1\.2$/m)
    expect(stdout).toMatch(/^Symmetric Key +all$/m)
    const {envelope} = await sandbox.json(['capabilities'])
    expect(envelope).toMatchObject({result: {vendor: 'kmipctl', tried: null, needs: [], refusedFunctions: []}})
  })

  it('tries things and leaves nothing behind with --try', async () => {
    await using sandbox = await createServedSandbox()
    const {envelope} = await sandbox.json(['capabilities', '--try'])
    const works = (trial: string) => expect.objectContaining({trial, works: true})
    const trials: unknown = expect.arrayContaining([
      works('Create AES 256'),
      works('Create Key Pair EC P-256'),
      works('Encrypt AES GCM'),
    ])
    expect(envelope).toMatchObject({result: {tried: {version: '2.1', trials, left: []}}})
    expect(await sandbox.text(['op', 'locate', '--output', 'id'])).toBe('')
  })

  it('tells what products lack, with status 6 where they lack something', async () => {
    await using sandbox = await createServedSandbox()
    expect((await sandbox.run(['capabilities', '--needs', 'all'])).exitCode).toBe(0)
    const some = await sandbox.run(['capabilities', '--needs', 'psmdb', '--needs', 'veeam'])
    expect([some.exitCode, some.stdout]).toEqual([0, expect.stringMatching(/^psmdb +1\.0 +nothing$/m)])
    await using played = await playOperations()
    const nothing = await sandbox.run(['capabilities', '--needs', 'psmdb', '--needs', 'veeam', ...played.flags])
    expect([nothing.exitCode, nothing.stdout, nothing.stderr]).toEqual([
      6,
      expect.stringMatching(/^psmdb +1\.0 +Register, Activate, Get Attributes, Get\nveeam +1\.4 +version 1\.4$/m),
      expect.stringContaining('Error: The server lacks something for psmdb, veeam\n'),
    ])
    const unknown = await sandbox.run(['capabilities', '--needs', 'vmware-vcentre'])
    expect([unknown.exitCode, unknown.stderr]).toEqual([2, expect.stringContaining('Did you mean vmware-vcenter')])
  })
})
