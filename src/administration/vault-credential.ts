import {createPrivateKey} from 'node:crypto'
import {describeCertificate, readCertificate} from '../ca/certificate.ts'
import type {Credential} from '../ca/credential-format.ts'
import {UsageError} from '../errors.ts'

/** The forms in which Vault hands over a credential. */
export const vaultCredentialFormats = ['pem', 'pem_bundle', 'der'] as const
export type VaultCredentialFormat = (typeof vaultCredentialFormats)[number]

/** A credential under Vault's names. */
export interface VaultCredential {
  /** The issuer first, the root last; each in PEM, or for `der` in base64. */
  readonly ca_chain: readonly string[]
  /** For `pem_bundle` the private key, if there is one, the certificate and the chain in one text. */
  readonly certificate: string
  /** PKCS#8; only where the key was made here. */
  readonly private_key?: string
  /** In decimal. */
  readonly serial_number: string
}

/** `pem_bundle` when nothing is asked for. @throws UsageError for another word */
export function parseVaultCredentialFormat(format: unknown): VaultCredentialFormat {
  if (format === undefined || format === '') return 'pem_bundle'
  const known = vaultCredentialFormats.find((candidate) => candidate === format)
  if (known !== undefined) return known
  throw new UsageError(`Unknown format ${JSON.stringify(format)} of a credential`, {
    hint: `Use ${vaultCredentialFormats.join(', ')}`,
  })
}

/** @throws UsageError when certificate or key cannot be read */
export function vaultCredential(credential: Credential, format: VaultCredentialFormat): VaultCredential {
  const {certificatePem, privateKeyPem, chainPem} = credential
  const [certificateText, keyText] = format === 'der' ? [base64Certificate, base64Key] : [trimmed, trimmed]
  const certificate = certificateText(certificatePem)
  const chain = chainPem.map(certificateText)
  const key = privateKeyPem === undefined ? [] : [keyText(privateKeyPem)]
  const [privateKey] = key
  return {
    ca_chain: chain,
    certificate: format === 'pem_bundle' ? [...key, certificate, ...chain].join('\n') : certificate,
    ...(privateKey === undefined ? {} : {private_key: privateKey}),
    serial_number: describeCertificate(certificatePem).serialNumber,
  }
}

function trimmed(pem: string): string {
  return pem.trim()
}

function base64Certificate(pem: string): string {
  return readCertificate(pem).raw.toString('base64')
}

function base64Key(pem: string): string {
  return createPrivateKey(pem).export({type: 'pkcs8', format: 'der'}).toString('base64')
}
