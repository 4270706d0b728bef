import {readdir} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'
import {describe, expect, it} from 'vitest'
import {operations, type DeclaredOperationName} from '../../src/kmip/operations/index.ts'
import type {Operation} from '../../src/kmip/schema/operation.ts'
import {Operation as OperationTable} from '../../src/kmip/spec/enumerations.ts'

/** Where people write a member of a request: flags as `--name`, arguments in capitals, or why there is no place. */
type Places = Readonly<Record<string, string | {readonly because: string}>>

const id = {uniqueIdentifier: 'ID'}
const storage = {protectionStorageMasks: '--protection-storage'}
const parts = {correlationValue: '--correlation-hex', initIndicator: '--init', finalIndicator: '--final'}
const value = {asynchronousCorrelationValue: 'VALUE'}
const ticket = {leaseTime: '--lease', requestCount: '--requests', usageLimits: '--limits'}
const pair = {
  commonAttributes: '--attribute',
  privateKeyAttributes: '--private-attribute',
  publicKeyAttributes: '--public-attribute',
  commonProtectionStorageMasks: '--protection-storage',
  privateProtectionStorageMasks: '--private-protection-storage',
  publicProtectionStorageMasks: '--public-protection-storage',
}
const request = {certificateRequestType: '--request-type', certificateRequest: '--request'}
const retrieval = {
  keyFormatType: '--format',
  keyWrapType: '--wrap-type',
  keyCompressionType: '--compression',
  keyWrappingSpecification: '--wrap-with',
}

/** The command of an operation, without `op`. Of those from server to client there is none. */
const commands: {readonly [Name in DeclaredOperationName]: readonly [command: string, places: Places] | undefined} = {
  Activate: ['activate', id],
  AddAttribute: ['add-attribute', {...id, newAttribute: 'ATTRIBUTE'}],
  AdjustAttribute: [
    'adjust-attribute',
    {...id, attributeReference: 'NAME', adjustmentType: '--adjustment', adjustmentValue: '--by'},
  ],
  Archive: ['archive', id],
  Cancel: ['cancel', value],
  Certify: ['certify', {...id, ...request, attributes: '--attribute', ...storage}],
  Check: ['check', {...id, usageLimitsCount: '--count', cryptographicUsageMask: '--usage', leaseTime: '--lease'}],
  Create: ['create', {objectType: '--type', attributes: '--attribute', ...storage}],
  CreateKeyPair: ['create-key-pair', pair],
  CreateSplitKey: [
    'create-split-key',
    {
      objectType: {because: 'what is made are Split Keys, whatever is split'},
      ...id,
      splitKeyParts: '--parts',
      splitKeyThreshold: '--threshold',
      splitKeyMethod: '--method',
      primeFieldSize: '--prime',
      attributes: '--attribute',
      ...storage,
    },
  ],
  Decrypt: [
    'decrypt',
    {
      ...id,
      cryptographicParameters: '--parameters',
      data: '--data',
      ivCounterNonce: '--iv-hex',
      ...parts,
      authenticatedEncryptionAdditionalData: '--aad',
      authenticatedEncryptionTag: '--tag-hex',
    },
  ],
  DelegatedLogin: ['delegated-login', {...ticket, rights: '--right'}],
  DeleteAttribute: [
    'delete-attribute',
    {...id, currentAttribute: 'ATTRIBUTE', attributeReference: 'ATTRIBUTE', attributeIndex: '--index'},
  ],
  DeriveKey: [
    'derive-key',
    {
      objectType: '--secret',
      uniqueIdentifier: '--with',
      derivationMethod: '--method',
      derivationParameters: '--parameters',
      attributes: '--attribute',
    },
  ],
  Destroy: ['destroy', id],
  DiscoverVersions: ['discover-versions', {protocolVersion: '--offer'}],
  Encrypt: [
    'encrypt',
    {
      ...id,
      cryptographicParameters: '--parameters',
      data: '--data-from',
      ivCounterNonce: '--iv-hex',
      ...parts,
      authenticatedEncryptionAdditionalData: '--aad-hex',
    },
  ],
  Export: ['export', {...id, ...retrieval}],
  Get: ['get', {...id, ...retrieval}],
  GetAttributeList: ['get-attribute-list', id],
  GetAttributes: ['get-attributes', {...id, attributeReferences: 'NAME'}],
  GetConstraints: ['get-constraints', {}],
  GetUsageAllocation: ['get-usage-allocation', {...id, usageLimitsCount: '--count'}],
  Hash: ['hash', {cryptographicParameters: '--hash', data: '--data-file', ...parts}],
  Import: [
    'import',
    {
      ...id,
      objectType: '--type',
      replaceExisting: '--replace',
      keyWrapType: '--wrap-type',
      attributes: '--attribute',
      object: '--file',
    },
  ],
  Interop: ['interop', {interopFunction: 'FUNCTION', interopIdentifier: '--identifier'}],
  JoinSplitKey: [
    'join-split-key',
    {...id, objectType: '--type', secretDataType: '--secret-type', attributes: '--attribute', ...storage},
  ],
  Locate: [
    'locate',
    {
      maximumItems: '--max',
      offsetItems: '--offset',
      storageStatusMask: '--storage',
      objectGroupMember: '--group-member',
      attributes: '--attribute',
    },
  ],
  Log: ['log', {logMessage: 'MESSAGE'}],
  Login: ['login', ticket],
  Logout: ['logout', {ticket: '--ticket'}],
  MAC: ['mac', {...id, cryptographicParameters: '--parameters', data: '--data', ...parts}],
  MACVerify: [
    'mac-verify',
    {...id, cryptographicParameters: '--parameters', data: '--data', macData: '--mac-hex', ...parts},
  ],
  ModifyAttribute: ['modify-attribute', {...id, currentAttribute: '--current', newAttribute: 'ATTRIBUTE'}],
  Notify: undefined,
  ObtainLease: ['obtain-lease', id],
  Ping: ['ping', {}],
  PKCS_11: [
    'pkcs11',
    {
      pkcs11Interface: '--interface',
      pkcs11Function: 'FUNCTION',
      correlationValue: '--correlation-hex',
      pkcs11InputParameters: '--input',
    },
  ],
  Poll: ['poll', value],
  Process: ['process', value],
  Put: undefined,
  Query: ['query', {queryFunction: '--function', objectGroups: '--group'}],
  QueryAsynchronousRequests: [
    'query-asynchronous-requests',
    {asynchronousCorrelationValues: 'VALUE', operations: '--operation'},
  ],
  ReCertify: [
    'recertify',
    {
      ...id,
      certificateRequestUniqueIdentifier: '--request-id',
      ...request,
      offset: '--offset',
      attributes: '--attribute',
      ...storage,
    },
  ],
  ReKey: ['rekey', {...id, offset: '--offset', attributes: '--attribute', ...storage}],
  ReKeyKeyPair: ['rekey-key-pair', {privateKeyUniqueIdentifier: 'ID', offset: '--offset', ...pair}],
  ReProvision: ['reprovision', {certificateRequest: '--request', certificate: '--certificate'}],
  Recover: ['recover', id],
  Register: ['register', {objectType: '--type', attributes: '--attribute', object: '--file', ...storage}],
  Revoke: ['revoke', {...id, revocationReason: '--reason', compromiseOccurrenceDate: '--compromise-date'}],
  RNGRetrieve: ['rng-retrieve', {dataLength: 'BYTES'}],
  RNGSeed: ['rng-seed', {data: '--data-from'}],
  SetAttribute: ['set-attribute', {...id, newAttribute: 'ATTRIBUTE'}],
  SetConstraints: ['set-constraints', {constraints: '--constraint'}],
  SetDefaults: ['set-defaults', {defaultsInformation: '--defaults'}],
  SetEndpointRole: ['set-endpoint-role', {endpointRole: 'ROLE'}],
  Sign: [
    'sign',
    {...id, cryptographicParameters: '--parameters', data: '--data', digestedData: '--digest-hex', ...parts},
  ],
  SignatureVerify: [
    'signature-verify',
    {
      ...id,
      cryptographicParameters: '--parameters',
      data: '--data',
      digestedData: '--digest-hex',
      signatureData: '--signature-file',
      ...parts,
    },
  ],
  Validate: ['validate', {certificate: '--file', uniqueIdentifier: 'ID', validityDate: '--date'}],
}

const folder = fileURLToPath(new URL('../../src/commands/op', import.meta.url))
const names = Object.keys(operations) as DeclaredOperationName[]
const withCommand = names.flatMap((name) => {
  const row = commands[name]
  return row === undefined ? [] : [[name, ...row] as const]
})

describe('the commands of kmipctl op', () => {
  it('are one for each operation that clients ask for, and no other', async () => {
    const files = (await readdir(folder)).map((file) => file.replace(/\.ts$/, ''))
    expect(withCommand.map(([, command]) => command).toSorted()).toEqual(files.toSorted())
    const fromServer = names.filter((name) => commands[name] === undefined)
    expect(fromServer).toEqual(['Notify', 'Put'])
  })

  it.each(withCommand)('of %s (%s) have a place for every member of its request', async (name, command, places) => {
    const {request}: Operation = operations[name]
    expect(Object.keys(places).toSorted()).toEqual(Object.keys(request.fields).toSorted())
    const {default: Command}: {default: {flags?: object; args?: object}} = await import(`${folder}/${command}.ts`)
    const known = new Set([
      ...Object.keys(Command.flags ?? {}).map((flag) => `--${flag}`),
      ...Object.keys(Command.args ?? {}).map((arg) => arg.toUpperCase()),
    ])
    for (const place of Object.values(places)) {
      if (typeof place === 'string') expect(known).toContain(place)
      else expect(place.because).not.toBe('')
    }
  })

  it('are listed on lines of their own at 80 columns, the longest name too', async () => {
    const longest = Math.max(...withCommand.map(([, command]) => command.length))
    for (const [name, command] of withCommand) {
      const {default: Command}: {default: {summary?: string}} = await import(`${folder}/${command}.ts`)
      const {summary = ''} = Command
      // oclif puts two blanks in front, `op ` before the name and two blanks behind the longest
      expect([name, summary.length], summary).toEqual([name, expect.any(Number)])
      expect(2 + 'op '.length + longest + 2 + summary.length, `${command}: ${summary}`).toBeLessThanOrEqual(80)
    }
  })

  it('are called as the specification calls the operation', () => {
    for (const [name, command] of withCommand) {
      const bare = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
      expect(bare(command)).toBe(bare(OperationTable.specName(name) ?? name))
    }
  })
})
