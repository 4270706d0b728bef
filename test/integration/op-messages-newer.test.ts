import {mkdtemp, readFile, rm, stat, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest'
import {sentBy} from '../support/sent-message.ts'
import {
  boolean,
  bytes,
  date,
  enumeration,
  integer,
  interval,
  longInteger,
  structure,
  text,
  vendorAttribute,
} from '../support/xml-items.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kmipctl-newer-'))
  await writeFile(join(folder, 'ticket.bin'), Buffer.from('5ec2e7', 'hex'))
  await writeFile(join(folder, 'rights.yaml'), 'Operations: [Get]\nObject Groups:\n  - web\n')
  await writeFile(join(folder, 'empty'), '')
})
afterAll(() => rm(folder, {recursive: true}))

const id = text('UniqueIdentifier', '7f3c')
const operationsOf = (...names: readonly string[]) =>
  structure('Operations', ...names.map((name) => enumeration('Operation', name)))
const limits = (total: number) =>
  structure('UsageLimits', longInteger('UsageLimitsTotal', total), enumeration('UsageLimitsUnit', 'Object'))
const groups = structure('ObjectGroups', text('ObjectGroup', 'web'))
const typesOf = (type: string) => structure('ObjectTypes', enumeration('ObjectType', type))
const value = (digits: string) => bytes('AsynchronousCorrelationValue', digits)

/** Trees from the request payloads of KMIP 2.1 section 6.1; a _ in a word is a blank, DIR the folder of the test. */
const rows: readonly [argv: string, ...items: string[]][] = [
  ['set-attribute 7f3c Rotate_Interval=90d', id, structure('NewAttribute', interval('RotateInterval', 7_776_000))],
  [
    'set-attribute @register x-team=db',
    enumeration('UniqueIdentifier', 'Register'),
    structure('NewAttribute', vendorAttribute('team', 'db')),
  ],
  [
    'adjust-attribute 7f3c Lease_Time --adjustment increment --by 1h',
    id,
    enumeration('AttributeReference', 'LeaseTime'),
    enumeration('AdjustmentType', 'Increment'),
    interval('AdjustmentValue', 3600),
  ],
  [
    'adjust-attribute 7f3c Deactivation_Date --adjustment decrement --by 1h',
    id,
    enumeration('AttributeReference', 'DeactivationDate'),
    enumeration('AdjustmentType', 'Decrement'),
    interval('AdjustmentValue', 3600),
  ],
  [
    'adjust-attribute 7f3c x-count --adjustment increment --by 5 --by-type long-integer',
    id,
    structure('AttributeReference', text('VendorIdentification', 'x'), text('AttributeName', 'count')),
    enumeration('AdjustmentType', 'Increment'),
    longInteger('AdjustmentValue', 5),
  ],
  [
    'adjust-attribute 7f3c Quantum_Safe --adjustment negate',
    id,
    enumeration('AttributeReference', 'QuantumSafe'),
    enumeration('AdjustmentType', 'Negate'),
  ],
  [
    'interop begin --identifier BL-M-1-21',
    enumeration('InteropFunction', 'Begin'),
    text('InteropIdentifier', 'BL-M-1-21'),
  ],
  ['log a_message', text('LogMessage', 'a message')],
  ['login'],
  [
    'login --lease 8h --requests 3 --limits 5_objects',
    interval('LeaseTime', 28_800),
    integer('RequestCount', 3),
    limits(5),
  ],
  [
    'delegated-login --operation get --object 7f3c --group web --lease 2027-01-01T00:00:00Z',
    date('LeaseTime', '2027-01-01T00:00:00+00:00'),
    structure('Rights', structure('Right', operationsOf('Get'), structure('Objects', id), groups)),
  ],
  [
    'delegated-login --right {Operations:_[Get,_re-key],_Usage_Limits:_100_objects} --right @DIR/rights.yaml',
    structure(
      'Rights',
      structure('Right', limits(100), operationsOf('Get', 'ReKey')),
      structure('Right', operationsOf('Get'), groups),
    ),
  ],
  [
    'logout --ticket DIR/ticket.bin',
    structure('Ticket', enumeration('TicketType', 'Login'), bytes('TicketValue', '5ec2e7')),
  ],
  ['set-endpoint-role client', enumeration('EndpointRole', 'Client')],
  ['reprovision --yes'],
  [
    'reprovision --yes --request DIR/ticket.bin',
    structure(
      'CertificateRequest',
      enumeration('CertificateRequestType', 'PKCS_10'),
      bytes('CertificateRequestValue', '5ec2e7'),
    ),
  ],
  [
    'pkcs11 C_Initialize --input 01',
    enumeration('PKCS_11Function', 'C_Initialize'),
    bytes('PKCS_11InputParameters', '01'),
  ],
  [
    'pkcs11 77 --input @DIR/ticket.bin --interface v --correlation-hex 02',
    text('PKCS_11Interface', 'v'),
    integer('PKCS_11Function', 77),
    bytes('CorrelationValue', '02'),
    bytes('PKCS_11InputParameters', '5ec2e7'),
  ],
  ['ping'],
  ['process 0102', value('0102')],
  ['query-asynchronous-requests'],
  [
    'query-asynchronous-requests 01 02 --operation re-key',
    structure('AsynchronousCorrelationValues', value('01'), value('02')),
    operationsOf('ReKey'),
  ],
  ['get-constraints'],
  [
    'set-constraints --type symmetric-key --group web --attribute Cryptographic_Length=256 --constraint {Object_Types:_[Private_Key],_Attributes:_{Quantum_Safe:_true}}',
    structure(
      'Constraints',
      structure(
        'Constraint',
        typesOf('SymmetricKey'),
        groups,
        structure('Attributes', integer('CryptographicLength', 256)),
      ),
      structure('Constraint', typesOf('PrivateKey'), structure('Attributes', boolean('QuantumSafe', true))),
    ),
  ],
  ['set-constraints --none', structure('Constraints')],
  [
    'set-defaults --type symmetric-key --attribute Cryptographic_Usage_Mask=encrypt,decrypt',
    structure(
      'DefaultsInformation',
      structure(
        'ObjectDefaults',
        typesOf('SymmetricKey'),
        structure('Attributes', integer('CryptographicUsageMask', 'Encrypt Decrypt')),
      ),
    ),
  ],
  ['set-defaults --none'],
]

const words = (line: string) => line.split(' ').map((word) => word.replaceAll('_', ' ').replace('DIR', folder))

describe('an operation that came with 2.0 or 2.1', () => {
  it.each(rows)('op %s is a request as the specification has it', async (line, ...items) => {
    const name = line.startsWith('pkcs11 C_') ? ['pkcs11', 'C_Initialize', '--input', '01'] : words(line)
    const {payload, exitCode, stderr} = await sentBy([...name, '--kmip-version', '2.1'])
    expect(payload, stderr).toBe(structure('RequestPayload', ...items))
    expect(exitCode).toBe(0)
  })

  it('is sent in the first version that has it where nobody chose one', async () => {
    const {requests} = await sentBy(['log', 'a'])
    expect(requests.join('')).toContain(
      structure('ProtocolVersion', integer('ProtocolVersionMajor', 2), integer('ProtocolVersionMinor', 0)),
    )
    const ping = await sentBy(['ping', '--json'])
    expect(JSON.parse(ping.stdout)).toMatchObject({ok: true, result: {}, connection: {kmipVersion: '2.1'}})
  })

  it('is refused in a version that lacks it, with the one to choose', async () => {
    const {requests, exitCode, stderr} = await sentBy(['ping', '--kmip-version', '2.0'])
    expect([requests, exitCode]).toEqual([[], 2])
    expect(stderr).toContain('KMIP 2.0 has no operation Ping, which exists since 2.1')
    expect(stderr).toContain('--kmip-version 2.1')
    const older = await sentBy(['set-attribute', '7f3c', 'x-a=b', '--kmip-version', '1.4'])
    expect(older.stderr).toContain('KMIP 1.4 has no operation Set Attribute, which exists since 2.0')
  })
})

describe('a ticket', () => {
  it('is hidden, and in a file of its own where it is asked for', async () => {
    const out = join(folder, 'new.bin')
    const {stdout, stderr} = await sentBy(['login', '--out', out])
    expect(stdout + stderr).not.toMatch(/5e:?c2:?e7/i)
    expect(await readFile(out, 'hex')).toBe('5ec2e7')
    expect((await stat(out)).mode & 0o777).toBe(0o600)
    expect((await sentBy(['login'])).stderr).toContain('Ticket value is hidden')
    expect((await sentBy(['login', '--reveal'])).stdout).toContain('5ec2e7')
  })
})

describe('a ticket of a login', () => {
  const credential = structure(
    'Authentication',
    structure(
      'Credential',
      enumeration('CredentialType', 'Ticket'),
      structure(
        'CredentialValue',
        structure('Ticket', enumeration('TicketType', 'Login'), bytes('TicketValue', '5ec2e7')),
      ),
    ),
  )

  it('goes with every request, in the first version that has tickets', async () => {
    const {requests, stderr} = await sentBy(['get', '7f3c', '--login-ticket', join(folder, 'ticket.bin')])
    expect(requests, stderr).toHaveLength(1)
    expect(requests[0]).toContain(
      structure('ProtocolVersion', integer('ProtocolVersionMajor', 2), integer('ProtocolVersionMinor', 0)) + credential,
    )
  })

  it('may stand in the environment, beside a user name', async () => {
    vi.stubEnv('KMIPCTL_LOGIN_TICKET', '5ec2e7')
    vi.stubEnv('KMIPCTL_PASSWORD', 'hunter2')
    const {requests, stderr} = await sentBy(['ping', '--username', 'ann', '--trace'])
    vi.unstubAllEnvs()
    const [header = ''] = requests[0]?.split('</RequestHeader>') ?? []
    expect(header.match(/<Credential>/g)).toHaveLength(2)
    expect(header.indexOf('ann')).toBeLessThan(header.indexOf('5ec2e7'))
    expect(stderr).toContain('Ticket')
    expect(stderr).not.toMatch(/5e:?c2:?e7|hunter2/i)
  })

  it.each([
    ['--login-ticket DIR/none', 'file DIR/none does not exist'],
    ['--login-ticket DIR/empty', '--login-ticket: file DIR/empty is empty'],
    ['--login-ticket DIR/ticket.bin --kmip-version 1.4', 'KMIP 1.4 has no tickets, which exist since 2.0'],
  ])('is refused with %s', async (flags, message) => {
    const {requests, stderr, exitCode} = await sentBy(['get', '7f3c', ...words(flags)])
    expect([requests, exitCode]).toEqual([[], 2])
    expect(stderr).toContain(message.replaceAll('DIR', folder))
  })

  it('is refused where its digits are none, without a word of it', async () => {
    vi.stubEnv('KMIPCTL_LOGIN_TICKET', '5ec2e7x')
    const {stderr, exitCode} = await sentBy(['ping'])
    vi.unstubAllEnvs()
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('KMIPCTL_LOGIN_TICKET takes hexadecimal digits')])
    expect(stderr).not.toContain('5ec2e7')
  })
})

describe('bad input', () => {
  it.each([
    ['set-attribute 7f3c Rotate=1', 'Unknown attribute "Rotate"'],
    ['adjust-attribute 7f3c Name --adjustment increment --by 1', 'Nothing can be added to attribute Name'],
    ['adjust-attribute 7f3c x-a --adjustment increment --by 1 --by-type text', '--by-type does not know "text"'],
    ['adjust-attribute 7f3c Lease_Time --adjustment twice', '--adjustment does not know "twice"'],
    ['adjust-attribute 7f3c x-a --adjustment increment --by much', '--by takes a whole number, not "much"'],
    ['interop pause --identifier a', 'FUNCTION does not know "pause"'],
    ['interop begin', 'Missing required flag identifier'],
    ['login --lease soon', '--lease'],
    ['login --requests many', '--requests takes a whole number'],
    ['login --limits much', '--limits takes a whole number, not "much"'],
    ['delegated-login', 'Missing the rights of the ticket'],
    ['delegated-login --right [', '--right is not YAML'],
    ['delegated-login --right everything', '--right takes a mapping, not "everything"'],
    ['delegated-login --right {Operation:_[Get]}', '--right, Right has "Operation", which Right does not know'],
    ['delegated-login --right {Operations:_[Fly]}', 'does not know "Fly"'],
    ['delegated-login --right @DIR/none.yaml', 'none.yaml cannot be read: it does not exist'],
    ['logout --ticket DIR/empty', 'is empty and holds no ticket'],
    ['set-endpoint-role peer', 'ROLE does not know "peer"'],
    ['reprovision --yes --certificate DIR/ticket.bin', 'certificate'],
    ['pkcs11 C_Fly', 'FUNCTION does not know "C Fly"'],
    ['pkcs11 1 --input xyz', '--input takes hexadecimal digits'],
    ['query-asynchronous-requests xy', 'VALUE takes hexadecimal digits'],
    ['set-constraints', 'Missing the constraints'],
    ['set-constraints --none --group a', 'Only --none or constraints can be given'],
    ['set-constraints --attribute Name', '--attribute takes NAME=VALUE, not "Name"'],
    ['set-defaults', 'Missing the defaults'],
    ['set-defaults --defaults 5', '--defaults takes a mapping, not "5"'],
  ])('op %s is refused in a sentence', async (line, message) => {
    const {exitCode, stderr, requests} = await sentBy(words(line))
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/\n {4}at /)
    expect([exitCode, requests]).toEqual([2, []])
  })
})
