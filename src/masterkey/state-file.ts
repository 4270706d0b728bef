import {randomBytes} from 'node:crypto'
import {open, readFile, rename} from 'node:fs/promises'
import {UsageError} from '../errors.ts'
import {isRecord} from '../config/profile.ts'
import type {StartUp} from './start-up.ts'

/** Stands for what the product keeps in its data directory. @throws UsageError when it is another's file */
export async function readStateFile(path: string): Promise<StartUp['directory']> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new UsageError(`The state file ${path} cannot be read: ${error.message}`, {cause: error})
  })
  if (text === undefined) return 'new'
  const state = parsed(text)
  const {keyManagementFacilityType: facility, keyIdentifier} = state ?? {}
  const isIdentifier = keyIdentifier === null || typeof keyIdentifier === 'string'
  if (state === undefined || typeof facility !== 'string' || !isIdentifier) {
    throw new UsageError(`${path} is no state file of kmipctl masterkey`, {hint: 'Choose another one with --state'})
  }
  if (facility !== facilityType) {
    throw new UsageError(`The data of ${path} is encrypted with a key of ${facility}, not of a KMIP server`, {
      hint: 'mongod would not start; migrate the data to a new database',
    })
  }
  return {keyIdentifier: keyIdentifier ?? undefined}
}

/** Whole or not at all, and on the disk when it resolves. */
export async function writeStateFile(path: string, keyIdentifier: string): Promise<void> {
  const text = `${JSON.stringify({keyManagementFacilityType: facilityType, keyIdentifier})}\n`
  const draft = `${path}.${randomBytes(4).toString('hex')}`
  try {
    const file = await open(draft, 'wx', 0o600)
    await file.writeFile(text)
    await file.sync()
    await file.close()
    await rename(draft, path)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new UsageError(`The state file ${path} cannot be written: ${reason}; the key is ${keyIdentifier}`, {cause})
  }
}

const facilityType = 'KMIP server'

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}
