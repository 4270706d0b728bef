import {describe, expect, it} from 'vitest'
import {handlers} from '../../src/server/handlers/index.ts'
import {storableTypes} from '../../src/server/objects/creation/registration.ts'
import {catalogue} from '../../src/kmip/attributes/catalogue.ts'
import {Operation, ObjectType} from '../../src/kmip/spec/enumerations.ts'
import {inRange, type Version, type VersionRange} from '../../src/kmip/spec/version.ts'
import {serverFacts} from '../../src/server/facts.ts'
import {offer} from '../../src/server/offer.ts'
import {Tag} from '../../src/kmip/spec/tags.ts'
import {ItemType, child} from '../../src/ttlv/node.ts'
import {requestNode} from '../support/request-node.ts'
import {createTestEngine} from '../support/test-engine.ts'

const versions = [...serverFacts.versions].sort()

/** What a server never does for a client, because it asks it of a client. */
const toClient: readonly string[] = ['Notify', 'Put']

type Status = 'yes' | 'no' | 'to client' | 'by switch' | '-'

function statusOf(name: string, range: VersionRange, version: Version): Status {
  if (!inRange(range, version)) return '-'
  if (toClient.includes(name)) return 'to client'
  if (Object.hasOwn(handlers, name)) return 'yes'
  return Object.hasOwn(offer(true).handlers, name) ? 'by switch' : 'no'
}

const operations = Operation.entries.filter((entry) => versions.some((version) => inRange(entry, version)))

function table(title: string, rows: readonly (readonly string[])[]): string {
  const head = [title, ...versions]
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function known(range: VersionRange, version: Version): string {
  return inRange(range, version) ? 'yes' : '-'
}

function capabilities(): string {
  return `# What the server can do

Made from the code, and compared with it by a test (\`npx vitest run test/gates/capabilities.test.ts -u\` writes it anew). "-": this
version of KMIP has no such thing; "no": it has, the server refuses it by name; "to client": the server asks it of clients whose
role receives it; "by switch": with \`serve --interop\`.

## Operations

${table(
  'operation',
  operations.map((entry) => [
    entry.specName ?? entry.name,
    ...versions.map((version) => statusOf(entry.name, entry, version)),
  ]),
)}

## Objects

${table(
  'object type',
  ObjectType.entries
    .filter((entry) => versions.some((version) => inRange(entry, version)))
    .map((entry) => [
      entry.specName ?? entry.name,
      ...versions.map((version) =>
        inRange(entry, version) ? (storableTypes.some((type) => type === entry.name) ? 'yes' : 'no') : '-',
      ),
    ]),
)}

## Attributes

${table(
  'attribute',
  Object.values(catalogue)
    .filter(({range}) => versions.some((version) => inRange(range, version)))
    .map(({name, range}) => [name, ...versions.map((version) => known(range, version))]),
)}
`
}

describe('docs/capabilities.md', () => {
  it('says what the code does', async () => {
    await expect(capabilities()).toMatchFileSnapshot('../../docs/capabilities.md')
  })

  it.each(versions)('is what a server answers at KMIP %s to a request of each operation', async (version) => {
    const t = await createTestEngine()
    const unsupported: string[] = []
    for (const {name, value} of operations) {
      const answer = await t.send(requestNode({operation: value, payload: [], version}))
      const item = child(answer, Tag.BatchItem)
      const reason = item === undefined ? undefined : child(item, Tag.ResultReason)
      if (reason?.type === ItemType.Enumeration && reason.value === operationNotSupported) unsupported.push(name)
    }
    expect(unsupported).toEqual(
      operations.filter((entry) => statusOf(entry.name, entry, version) !== 'yes').map(({name}) => name),
    )
  })
})

const operationNotSupported = 0x05
