import {rmSync} from 'node:fs'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {encodeCredential, type Credential} from '../ca/credential-format.ts'
import type {Address} from '../transport/address.ts'
import {pykmipConfiguration} from './pykmip-configuration.ts'

/** Where the files of a passing credential lie. */
export interface CredentialPaths {
  /** The authorities of the server, in PEM. */
  readonly ca: string
  readonly cert: string
  readonly key: string
  /** Key, certificate and authorities in one file, as MongoDB's drivers want it. */
  readonly bundle: string
  /** Configuration of PyKMIP's client. */
  readonly pykmip: string
}

export interface CredentialFolder extends AsyncDisposable {
  readonly paths: CredentialPaths
}

/** Writes a credential to a new folder that only the user may enter; it goes with the process at the latest. */
export async function writeCredentialFolder(credential: Credential, address: Address): Promise<CredentialFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'kmipctl-'))
  const removeNow = (): void => rmSync(folder, {recursive: true, force: true})
  process.once('exit', removeNow)
  const remove = async (): Promise<void> => {
    await rm(folder, {recursive: true, force: true})
    process.off('exit', removeNow)
  }
  const paths = {
    ca: join(folder, 'ca.pem'),
    cert: join(folder, 'cert.pem'),
    key: join(folder, 'key.pem'),
    bundle: join(folder, 'bundle.pem'),
    pykmip: join(folder, 'pykmip.conf'),
  }
  try {
    const pem = await encodeCredential(credential, 'pem')
    const bundle = await encodeCredential(credential, 'pem_bundle')
    for (const {name, contents} of [...pem, ...bundle]) await writeSecret(join(folder, name), contents)
    await writeSecret(paths.pykmip, pykmipConfiguration(address, paths))
  } catch (error) {
    await remove()
    throw error
  }
  return {paths, [Symbol.asyncDispose]: remove}
}

function writeSecret(path: string, contents: string | Uint8Array): Promise<void> {
  return writeFile(path, contents, {mode: 0o600, flag: 'wx'})
}
