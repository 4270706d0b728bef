import type {KeySpecification} from '../ca/key-specification.ts'
import {UsageError} from '../errors.ts'
import type {RoleRecord} from '../storage/store.ts'
import {chooseKey, choosesKey, type KeyChoice} from './key-choice.ts'
import type {Recipe} from './recipes/recipe.ts'
import type {ServerConfiguration} from './server-configuration.ts'

/** Who decided on a property of a credential. */
export type Origin = 'request' | 'recipe' | 'role' | 'configuration'

export interface Decided<T, By = Origin> {
  readonly value: T
  readonly origin: By
}

/** All that has a say. */
export interface Deciders {
  readonly request: KeyChoice & {readonly ttlSeconds?: number | undefined}
  readonly recipe: Pick<Recipe, 'key' | 'ttlSeconds'> | undefined
  readonly role: Pick<RoleRecord, 'keyType' | 'keyBits' | 'ttlSeconds'>
  readonly configuration: ServerConfiguration
}

/** The request's key, else what the client needs, else the role's, else the configuration's. @throws UsageError */
export function decideKey({request, recipe, role, configuration}: Deciders): Decided<KeySpecification> {
  return decide([
    ['request', request],
    ['recipe', recipeKey(recipe)],
    ['role', role],
    ['configuration', configurationKey(configuration)],
  ])
}

/**
 * The key that a signing request must have: the role's, else what the client needs, else the configuration's.
 *
 * @throws UsageError
 */
export function decideRequestedKey({
  recipe,
  role,
  configuration,
}: Omit<Deciders, 'request'>): Decided<KeySpecification> {
  return decide([
    ['role', role],
    ['recipe', recipeKey(recipe)],
    ['configuration', configurationKey(configuration)],
  ])
}

/** The request's lifetime, else the role's, else what suits the client, else the configuration's. */
export function decideLifetime({request, recipe, role, configuration}: Deciders): Decided<number> {
  const candidates = [
    ['request', request.ttlSeconds],
    ['role', role.ttlSeconds],
    ['recipe', recipe?.ttlSeconds],
  ] as const
  for (const [origin, value] of candidates) if (value !== undefined) return {value, origin}
  return {value: configuration.defaultTlsClientTtl, origin: 'configuration'}
}

/** @throws UsageError when the key is another one than the role, the recipe or the configuration wants */
export function checkRequestedKey(
  {keyType, keyBits}: {readonly keyType: string; readonly keyBits: number},
  {value, origin}: Decided<KeySpecification>,
): void {
  if (keyType === value.type && keyBits === value.bits) return
  throw new UsageError(
    `The signing request has the key ${keyType}-${keyBits}, and the ${origin} wants ${value.type}-${value.bits}`,
    {hint: 'Make a request with such a key, change the role, or pass --any-key'},
  )
}

function decide(choices: readonly (readonly [Origin, KeyChoice])[]): Decided<KeySpecification> {
  const [origin] = choices.find(([, choice]) => choosesKey(choice)) ?? ['configuration' as const]
  return {value: chooseKey(...choices.map(([, choice]) => choice)), origin}
}

function recipeKey(recipe: Deciders['recipe']): KeyChoice {
  return {keyType: recipe?.key?.type, keyBits: recipe?.key?.bits}
}

function configurationKey(configuration: ServerConfiguration): KeyChoice {
  return {keyType: configuration.defaultTlsClientKeyType, keyBits: configuration.defaultTlsClientKeyBits}
}
