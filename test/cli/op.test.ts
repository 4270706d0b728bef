import {readdir} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'
import {describe, expect, it} from 'vitest'
import {createSandbox} from '../support/run-cli.ts'

const operations = [
  'activate',
  'add-attribute',
  'archive',
  'certify',
  'check',
  'create',
  'create-key-pair',
  'create-split-key',
  'decrypt',
  'delete-attribute',
  'derive-key',
  'destroy',
  'discover-versions',
  'encrypt',
  'export',
  'get',
  'get-attribute-list',
  'get-attributes',
  'get-usage-allocation',
  'hash',
  'import',
  'join-split-key',
  'locate',
  'mac',
  'mac-verify',
  'modify-attribute',
  'obtain-lease',
  'query',
  'recover',
  'register',
  'recertify',
  'rekey',
  'rekey-key-pair',
  'revoke',
  'rng-retrieve',
  'rng-seed',
  'sign',
  'signature-verify',
  'validate',
]
const nowhere = ['--server', '127.0.0.1:1']

describe('kmipctl op', () => {
  it('has a command for each of the operations', async () => {
    const files = await readdir(fileURLToPath(new URL('../../src/commands/op', import.meta.url)))
    expect(files).toEqual(expect.arrayContaining(operations.map((name) => `${name}.ts`)))
  })

  it.each(['put', 'notify'])('says that %s is what servers ask', async (name) => {
    await using sandbox = await createSandbox()
    const {exitCode, stderr} = await sandbox.run(['op', name, '7f3c'])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^Error: kmipctl has no command op (put|notify)/)
    expect(stderr).toContain('is what a server asks of its clients')
  })

  it.each<[string[], string]>([
    [['op', 'get'], 'Missing ID'],
    [['op', 'create', '--algorithm', 'AESS'], '--algorithm does not know "AESS"'],
    [['op', 'create', '--usage', 'encrypt,nothing'], '--usage does not know "nothing"'],
    [['op', 'create', '--attribute', 'Contact=x'], 'Unknown attribute "Contact"'],
    [['op', 'create', '--activation-date', 'soon'], '--activation-date takes a date, not "soon"'],
    [['op', 'create', '--kmip-version', '1.9'], '--kmip-version: "1.9" is not a version of KMIP'],
    [['op', 'create', '--attribute', 'Quantum Safe=true'], 'KMIP 1.4 cannot express attribute QuantumSafe of Create'],
    [['op', 'create', '--activate', '--activation-date', 'now'], '--activation-date'],
    [['op', 'validate'], 'Missing the certificates'],
    [['op', 'validate', '7f3c', '--date', 'soon'], '--date takes a date, not "soon"'],
    [['op', 'certify', '7f3c', '--request', 'a', '--subject', 'b'], '--subject'],
    [['op', 'check', '7f3c', '--usage', 'nothing'], '--usage does not know "nothing"'],
    [['op', 'check', '7f3c', '--lease', 'long'], '--lease'],
    [['op', 'get-usage-allocation', '7f3c', '--count', 'all'], '--count takes a whole number, not "all"'],
    [['op', 'locate', '--storage', 'attic'], '--storage does not know "attic"'],
    [['op', 'encrypt', '7f3c', '--data', 'x', '--data-hex', '00'], '--data-hex'],
    [['op', 'encrypt', '7f3c', '--data', 'x', '--kmip-version', '1.1'], 'KMIP 1.1 has no operation Encrypt'],
    [['op', 'encrypt', '7f3c', '--data', 'x', '--iv-hex', '0'], '--iv-hex has an odd number of hexadecimal digits'],
    [['op', 'get', '7f3c', '--out', '-', '--json'], 'Only one of --json and --out -'],
    [['op', 'get', '7f3c', '--wrap-mode', 'NISTKeyWrap'], '--wrap-with'],
    [['op', 'get', '7f3c', '--wrap-encoding', 'no-encoding'], '--wrap-encoding needs a key to wrap with'],
    [['op', 'get', '7f3c', '--wrap-with', '9a', '--wrap-mode', 'CBC', '--wrap-parameters', 'CBC'], '--wrap-parameters'],
    [['op', 'get', '7f3c', '--wrap-type', 'twice'], '--wrap-type does not know "twice"'],
    [['op', 'export', '7f3c', '--kmip-version', '1.3'], 'KMIP 1.3 has no operation Export'],
    [['op', 'create-split-key', '--threshold', '2'], 'Missing required flag parts'],
    [['op', 'create-split-key', '--parts', '3', '--threshold', '2', '--method', 'axe'], '--method does not know "axe"'],
    [['op', 'join-split-key', '7f3c', '--type', 'puzzle'], '--type does not know "puzzle"'],
    [['op', 'locate', '--state', 'alive'], '--state does not know "alive"'],
    [['op', 'modify-attribute', '7f3c', 'x-team'], 'ATTRIBUTE takes NAME=VALUE, not "x-team"'],
    [['op', 'create-key-pair', '--curve', 'P-255'], '--curve does not know "P-255"'],
    [['op', 'sign', '7f3c', '--data', 'x', '--digest-hex', '00'], '--digest-hex'],
    [['op', 'sign', '7f3c', '--data', 'x', '--padding', 'nothing'], '--padding does not know "nothing"'],
    [['op', 'signature-verify', '7f3c', '--data', 'x'], 'Missing the signature'],
    [['op', 'query', '--function', 'nonsense'], '--function does not know "nonsense"'],
    [['op', 'register', '--type', 'symmetric', '--data', 'x'], 'Missing --algorithm'],
    [['op', 'revoke', '7f3c', '--reason', 'because'], '--reason does not know "because"'],
    [['op', 'destroy', '7f3c'], 'Missing --yes'],
    [['op', 'revoke', '7f3c'], 'Missing --yes'],
    [['op', 'import', '7f3c', '--type', 'secret', '--data', 'x', '--replace'], 'Missing --yes'],
    [['op', 'derive-key', '7f3c', '--method', 'magic'], '--method does not know "magic"'],
    [['op', 'derive-key', '7f3c', '--method', 'HASH', '--parameters', 'x'], '--parameters does not know "x"'],
    [['op', 'hash', '--hash', 'SHA-9', '--data', 'x'], '--hash does not know "SHA-9"'],
    [['op', 'mac', '7f3c', '--algorithm', 'HMAC', '--data', 'x'], '--algorithm does not know "HMAC"'],
    [['op', 'mac-verify', '7f3c', '--data', 'x'], 'Missing the code'],
    [['op', 'rng-retrieve', 'many'], 'BYTES takes'],
    [['op', 'activate', '-'], 'Standard input holds no identifier'],
  ])('ends with 2 for wrong use: %j', async (args, message) => {
    await using sandbox = await createSandbox()
    const {exitCode, stdout, envelope} = await sandbox.json([...args, ...nowhere])
    expect(exitCode).toBe(2)
    expect(envelope).toMatchObject({
      ok: false,
      error: {code: expect.stringMatching(/^(USAGE|CONFIG)$/), message: expect.stringContaining(message)},
    })
    expect(stdout.endsWith('}\n')).toBe(true)
  })

  it('ends with 3 when there is no server', async () => {
    await using sandbox = await createSandbox()
    expect(await sandbox.run(['op', 'query', ...nowhere])).toMatchObject({exitCode: 3, stdout: ''})
  })

  it('explains itself', async () => {
    await using sandbox = await createSandbox()
    const {exitCode, stdout} = await sandbox.run(['op', 'create', '--help'])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('$ kmipctl op create [FLAGS]')
    for (const group of ['ATTRIBUTE FLAGS', 'CONNECTION FLAGS', 'GLOBAL FLAGS', 'OUTPUT FLAGS', 'EXAMPLES']) {
      expect(stdout).toContain(group)
    }
  })
})
