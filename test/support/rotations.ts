import {AddAttribute} from '../../src/kmip/operations/add-attribute.ts'
import {GetAttributes} from '../../src/kmip/operations/get-attributes.ts'
import {linkedId} from '../../src/server/objects/links.ts'
import {RotationRunner} from '../../src/server/rotation/rotation-runner.ts'
import {createKey, type AttributeValues} from './managed-objects.ts'
import {createTestEngine, type TestEngine, type TestEngineOptions} from './test-engine.ts'

/** The first version with attributes of rotation. */
export const newest = {version: '2.1'} as const

/** To be rotated after an hour. */
export const hourly: AttributeValues = {RotateAutomatic: true, RotateInterval: 3600}

/** A line of the log. */
export type Line = readonly [level: string, facts: Readonly<Record<string, unknown>>]

/** An engine, and a function that looks once for what is due, as a server that has just been started. */
export async function arrangeRotations(options: TestEngineOptions = {}) {
  const t = await createTestEngine(options)
  const lines: Line[] = []
  const log = {
    info: (facts: Readonly<Record<string, unknown>>) => void lines.push(['info', facts]),
    warn: (facts: Readonly<Record<string, unknown>>) => void lines.push(['warn', facts]),
  }
  const runner = () => new RotationRunner(t.engine, log)
  async function look(one = runner()): Promise<void> {
    await one.look()
    await one.stop(0)
  }
  return {t, lines, runner, look}
}

/** What an object is linked with as its replacement. */
export async function replacementOf(t: TestEngine, uniqueIdentifier: string): Promise<string | undefined> {
  const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier}, newest)
  return all && linkedId({attributes: all}, 'ReplacementObjectLink')
}

/** An AES key that is Active from the beginning, with attributes of 2.1. */
export async function activeKey(t: TestEngine, values: AttributeValues): Promise<string> {
  return createKey(t, {ActivationDate: new Date(0), ...values}, newest)
}

/** Adds attributes to an object that is there. */
export async function wish(t: TestEngine, uniqueIdentifier: string, values: AttributeValues): Promise<void> {
  for (const [key, value] of Object.entries(values)) {
    const newAttribute = {key: key as 'RotateAutomatic', index: undefined, value: value as boolean}
    await t.call(AddAttribute, {uniqueIdentifier, newAttribute}, newest)
  }
}

/** How many objects there are. */
export async function countObjects(t: TestEngine): Promise<number> {
  return t.engine.store.read(({objects}) => objects.count('one'))
}
