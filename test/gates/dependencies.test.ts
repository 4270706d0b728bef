import {readFileSync} from 'node:fs'
import {describe, expect, it} from 'vitest'

const root = new URL('../../', import.meta.url)
const manifest: {dependencies: Record<string, string>; devDependencies: Record<string, string>} = JSON.parse(
  readFileSync(new URL('package.json', root), 'utf8'),
)
const [runTime = '', development = ''] =
  readFileSync(new URL('docs/dependencies.md', root), 'utf8').split('## At run time')[1]?.split('## For development') ??
  []

function documented(section: string): string[] {
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/gu)].map((match) => match[1] ?? ''))
    .sort()
}

describe('docs/dependencies.md', () => {
  it('gives a reason for every package that is needed at run time, and for no other', () => {
    expect(documented(runTime)).toEqual(Object.keys(manifest.dependencies).sort())
  })

  it('gives a reason for every package of the development, and for no other', () => {
    expect(documented(development)).toEqual(Object.keys(manifest.devDependencies).sort())
  })
})
