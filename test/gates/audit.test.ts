import {readFile} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'
import {expect, it} from 'vitest'

const read = (path: string) => readFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')

it('docs/audit.md explains every field and kind of an entry', async () => {
  const [entry, device, page] = await Promise.all([
    read('src/server/audit/entry.ts'),
    read('src/server/audit/device.ts'),
    read('docs/audit.md'),
  ])
  const [declaration = ''] = /interface AuditEntry \{.*?\n\}/s.exec(entry) ?? []
  const fields = [...declaration.matchAll(/readonly (\w+)\??:/g)].flatMap(([, name]) =>
    name === 'at' ? 'time' : (name ?? []),
  )
  const kinds = [...(/readonly kind:(.*?)\/\*/s.exec(declaration)?.[1] ?? '').matchAll(/'([^']+)'/g)].flatMap(
    ([, kind]) => kind ?? [],
  )
  const [facts = ''] = /const facts = \{.*?\n {4}\}/s.exec(device) ?? []
  const openingFields = [...facts.matchAll(/^ {6}(\w+)(?::|,)/gm)].flatMap(([, name]) => name ?? [])
  expect([fields.length, kinds.length, openingFields.length].every((count) => count > 5)).toBe(true)
  expect([...fields, ...kinds, ...openingFields].filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})
