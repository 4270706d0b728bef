import {createSecureContext, rootCertificates} from 'node:tls'
import {processEnvironment} from '../config/environment.ts'
import {readSettingFile} from '../config/read-setting-file.ts'
import {systemAuthorities} from '../config/system-authorities.ts'
import {UsageError} from '../errors.ts'
import type {TlsMaterial} from '../transport/tls-material.ts'
import type {CheckedOptions} from './options.ts'

type Files = Pick<
  CheckedOptions,
  'serverCAFile' | 'clientCertificateFile' | 'clientKeyFile' | 'clientCertificatePassword'
>

type FileOption = 'serverCAFile' | 'clientCertificateFile' | 'clientKeyFile'

/** Loads the files as the product does: the authorities of the system count too. @throws UsageError or ConfigError naming the file */
export async function loadTlsFiles(files: Files): Promise<TlsMaterial> {
  const {serverCAFile, clientCertificateFile, clientKeyFile, clientCertificatePassword} = files
  const ca = serverCAFile === undefined ? undefined : await load('serverCAFile', serverCAFile)
  const certificate = await load('clientCertificateFile', clientCertificateFile)
  const key = clientKeyFile === undefined ? certificate : await load('clientKeyFile', clientKeyFile)
  const material = {cert: certificate, key, passphrase: clientCertificatePassword}
  check(clientCertificateFile, () => createSecureContext(defined(material)))
  if (serverCAFile !== undefined) check(serverCAFile, () => createSecureContext({ca}))
  const ofSystem = await systemAuthorities(processEnvironment())
  return {...material, ca: ca === undefined ? ofSystem : [...(ofSystem ?? rootCertificates), ca]}
}

async function load(option: FileOption, file: string): Promise<string> {
  const setting = {flag: `security.kmip.${option}`, value: file, origin: {kind: 'flag'}} as const
  return (await readSettingFile(setting)).bytes.toString('utf8')
}

function check(file: string, use: () => unknown): void {
  try {
    use()
  } catch (cause) {
    throw failed(file, cause)
  }
}

function failed(file: string, cause: unknown): UsageError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new UsageError(`Failed to load ${file}: ${reason}`, {
    cause,
    hint: 'clientCertificateFile holds the private key and the certificate in one PEM file, serverCAFile the authority',
  })
}

function defined(material: {readonly cert: string; readonly key: string; readonly passphrase: string | undefined}) {
  const {passphrase, ...rest} = material
  return passphrase === undefined ? rest : {...rest, passphrase}
}
