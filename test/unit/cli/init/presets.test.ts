import {expect, it} from 'vitest'
import {parseGrant} from '../../../../src/administration/grant.ts'
import {findRecipe} from '../../../../src/administration/recipes/index.ts'
import {nextCommands} from '../../../../src/cli/init/next-commands.ts'
import {presetNames, presetOperations} from '../../../../src/cli/init/presets.ts'

it.each(presetNames)('%s is what a role can be granted', (preset) => {
  expect(parseGrant(presetOperations(preset)).kind).toBe(preset === 'everything' ? 'all' : 'some')
})

it.each([
  ['database', 'percona'],
  ['database', 'scylladb'],
  ['storage', 'vsphere'],
  ['backup', 'veeam'],
] as const)('%s allows whatever %s asks for', (preset, client) => {
  const grant = parseGrant(presetOperations(preset))
  expect(grant.kind === 'some' ? grant.operations : []).toEqual(
    expect.arrayContaining([...(findRecipe(client).operations ?? [])]),
  )
})

it('what comes next depends on what runs, and on what the role allows', () => {
  const place = {isRunning: false, dataFolder: undefined, profile: undefined, grant: {kind: 'all'}} as const
  expect(nextCommands(place)).toEqual(['kmipctl serve', 'kmipctl whoami', 'kmipctl op create --name first-key'])
  expect(nextCommands({...place, dataFolder: '/srv/my keys', profile: 'lab', grant: {kind: 'none'}})).toEqual([
    "kmipctl serve --data-dir '/srv/my keys'",
    'kmipctl whoami --profile lab',
    'kmipctl op locate --profile lab',
  ])
  expect(nextCommands({...place, isRunning: true})).toEqual([
    'kmipctl whoami',
    'kmipctl op create --name first-key',
    'kmipctl shell',
  ])
})
