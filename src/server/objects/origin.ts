import type {ServerObject} from './server-object.ts'

/** True for objects whose value this server made: they were created when they came here. KMIP 1.4 section 3.43. */
export function isMadeHere({attributes}: Pick<ServerObject, 'attributes'>): boolean {
  const created = attributes.get('OriginalCreationDate')
  return created !== undefined && created.getTime() === attributes.get('InitialDate')?.getTime()
}
