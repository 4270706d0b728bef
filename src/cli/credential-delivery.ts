import {joinPem} from '../administration/authorities.ts'
import {layoutNames, recipeLayout} from '../administration/recipes/recipe-settings.ts'
import {pemLayout, type Recipe} from '../administration/recipes/recipe.ts'
import {type Credential, type CredentialFormat, encodeCredential} from '../ca/credential-format.ts'
import {encodeParts} from '../ca/credential-parts.ts'
import {UsageError} from '../errors.ts'
import {type OutputFile, prepareFolder, writeFiles} from './files/output-folder.ts'

/** How and where a new credential is handed over. */
export interface Delivery {
  readonly format: CredentialFormat
  /** Says which files there are, instead of the format. */
  readonly recipe: Recipe | undefined
  /** Standard output when undefined. */
  readonly folder: string | undefined
  readonly force: boolean
  /** Of a PKCS#12 file. */
  readonly password?: string | undefined
}

/** Every file a format may have, with or without a private key. */
const fileNames: Readonly<Record<CredentialFormat, readonly string[]>> = {
  pem: Object.values(pemLayout),
  pem_bundle: ['bundle.pem'],
  der: ['ca.der', 'ca-1.der', 'ca-2.der', 'cert.der', 'key.der'],
  p12: ['credential.p12'],
}

/** A PKCS#12 file is among what is handed over. */
export function needsPassword({format, recipe}: Pick<Delivery, 'format' | 'recipe'>): boolean {
  return recipe === undefined ? format === 'p12' : recipe.layout.pkcs12 !== undefined
}

/**
 * Makes sure that the credential can be handed over before there is one.
 *
 * @throws UsageError when a format or a recipe needs a folder, or the folder has such files already
 */
export async function prepareDelivery({format, recipe, folder, force}: Delivery): Promise<void> {
  if (folder !== undefined) {
    const names = recipe === undefined ? fileNames[format] : layoutNames(recipe)
    return prepareFolder(folder, names, {force})
  }
  const hint = 'Pass --out DIR'
  if (recipe !== undefined) throw new UsageError(`The files for ${recipe.product} need a folder`, {hint})
  if (format !== 'der' && format !== 'p12') return
  throw new UsageError(`The format ${format} needs a folder to write to`, {hint})
}

/** Writes the files of a credential and returns their full paths. */
export async function deliverToFolder(credential: Credential, folder: string, delivery: Delivery): Promise<string[]> {
  return writeFiles(folder, await credentialFiles(credential, delivery), delivery)
}

/** The text of a credential for standard output: certificate, its issuer and key, or the bundle. */
export async function credentialText(credential: Credential, format: CredentialFormat): Promise<string> {
  if (format === 'pem_bundle') {
    const files = await encodeCredential(credential, format)
    return files.map(({contents}) => Buffer.from(contents).toString()).join('')
  }
  const {certificatePem, privateKeyPem, chainPem} = credential
  // All issuers but the root, which the server has
  const presented = joinPem([certificatePem, ...chainPem.slice(0, -1)])
  return presented + (privateKeyPem === undefined ? '' : joinPem([privateKeyPem]))
}

async function credentialFiles(credential: Credential, {format, recipe, password}: Delivery): Promise<OutputFile[]> {
  const options = {password, friendlyName: 'kmipctl'}
  if (recipe !== undefined) {
    const hasKey = credential.privateKeyPem !== undefined
    return encodeParts(credential, recipeLayout(recipe, {hasKey}), options)
  }
  return format === 'pem' ? encodeParts(credential, pemLayout) : encodeCredential(credential, format, options)
}
