import {resolve} from 'node:path'
import type {CredentialDescription} from '../administration/credential-description.ts'
import type {NewCredential} from '../administration/issue-credential.ts'
import {credentialText, deliverToFolder, type Delivery} from './credential-delivery.ts'
import {readSecretLine} from './files/input-file.ts'
import {StoreCommand} from './store-command.ts'
import {type ClientSettings, clientSettings} from './views/client-settings.ts'
import {lifetimeText} from './views/lifetime-text.ts'
import {settingsText} from './views/settings-text.ts'

/** A new credential; with a folder the key is in its files only, without one it is here. */
export interface NewCredentialResult extends CredentialDescription {
  /** The issuer first, the root last. */
  readonly caChainPem: readonly string[]
  readonly privateKeyPem: string | undefined
  /** Full paths of what was written. */
  readonly files: readonly string[]
  /** Lines to paste, for credentials in PEM files. */
  readonly settings: ClientSettings | undefined
}

/** Base of the commands that hand over a new credential. */
export abstract class CredentialCommand extends StoreCommand<NewCredentialResult> {
  /** A password to set: from a file, or typed twice. */
  protected async newPassword(file: string | undefined): Promise<string> {
    if (file !== undefined) return readSecretLine(file)
    const setting = '--password-file'
    return this.prompts.password({setting, message: 'Password of the file', repeat: true})
  }

  protected async handOver(
    made: NewCredential,
    delivery: Delivery & {readonly server: string},
  ): Promise<NewCredentialResult> {
    const {description, credential} = made
    const {folder} = delivery
    const files = folder === undefined ? [] : await deliverToFolder(credential, folder, delivery)
    const settings =
      folder !== undefined && delivery.format === 'pem' ? settingsFor(folder, delivery.server) : undefined
    const {serialNumber, role, scope} = description
    this.output.success(`Issued credential ${serialNumber} for role ${role} of scope ${scope}`)
    this.output.note(`  ${lifetimeText(made)}`)
    if (folder === undefined) this.output.data((await credentialText(credential, delivery.format)).trimEnd())
    for (const file of files) this.output.note(`  Wrote ${file}`)
    if (settings !== undefined && credential.privateKeyPem !== undefined) {
      this.output.note('')
      this.output.data(settingsText(settings, this.output.palette))
    }
    const privateKeyPem = folder === undefined ? credential.privateKeyPem : undefined
    return {...description, caChainPem: credential.chainPem, privateKeyPem, files, settings}
  }
}

function settingsFor(folder: string, server: string): ClientSettings {
  const path = (name: string) => resolve(folder, name)
  return clientSettings({
    server,
    ca: path('ca.pem'),
    certificate: path('cert.pem'),
    key: path('key.pem'),
    bundle: path('bundle.pem'),
  })
}
