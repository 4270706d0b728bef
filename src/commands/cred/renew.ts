import {Args, Flags} from '@oclif/core'
import type {CredentialDescription} from '../../administration/credential-description.ts'
import type {CredentialName} from '../../administration/credentials.ts'
import {missingOperations} from '../../administration/recipes/missing-operations.ts'
import {renewCredential} from '../../administration/renew-credential.ts'
import {CredentialCommand, type NewCredentialResult} from '../../cli/credential-command.ts'
import {prepareDelivery} from '../../cli/credential-delivery.ts'
import {readInput} from '../../cli/files/input-file.ts'
import {certificateFlag, credentialName} from '../../cli/flags/certificate-flag.ts'
import {credentialFlags, credentialWishes} from '../../cli/flags/credential-flags.ts'
import {deliveryFlags, formFlags} from '../../cli/flags/delivery-flags.ts'
import {keyFlags} from '../../cli/flags/key-flags.ts'
import {chosenRecipe} from '../../cli/flags/recipe-flag.ts'
import {chosenCredential} from '../../cli/questions/credential.ts'
import {dateText} from '../../cli/views/date-text.ts'

export interface CredRenewResult extends NewCredentialResult {
  /** The credential before, as it is now. */
  readonly old: CredentialDescription
}

export default class CredRenew extends CredentialCommand<CredRenewResult> {
  static override summary = 'Issue a new certificate in the place of an old one'
  static override description = `The new certificate is for the same role, with the same names, purposes, labels and lifetime, and a new key of the same kind; flags say otherwise. --csr certifies the key of a signing request instead, --keep-key the key there was.

The old credential works until its time is over, so that its client can be moved at leisure; --revoke-old ends it at once.`
  static override examples = [
    '<%= config.bin %> cred renew 317328055225536560033788492808123425026102524390 --out ./app-credential',
    '<%= config.bin %> cred renew --certificate ./cert.pem --keep-key --out ./renewed',
    '<%= config.bin %> cred renew --certificate ./cert.pem --csr ./app.csr --revoke-old',
  ]
  static override args = {serial: Args.string({description: 'serial number, decimal or hexadecimal'})}
  static override flags = {
    certificate: certificateFlag,
    csr: Flags.string({
      summary: 'Signing request (PKCS#10) in PEM or DER; - is standard input',
      helpValue: 'FILE',
      exclusive: ['keep-key', 'key-type', 'key-bits'],
    }),
    'any-key': Flags.boolean({
      summary: 'Take another kind of key than the old one or that of the role',
      dependsOn: ['csr'],
    }),
    'keep-key': Flags.boolean({summary: 'Certify the old key once more', exclusive: ['key-type', 'key-bits']}),
    'revoke-old': Flags.boolean({summary: 'Revoke the old credential'}),
    ...keyFlags,
    ...credentialFlags,
    ...formFlags,
    ...deliveryFlags,
  }

  async run(): Promise<CredRenewResult> {
    const {args, flags} = await this.parse(CredRenew)
    const given = await credentialName(args.serial, flags.certificate)
    const {format, out: folder, force, server} = flags
    const recipe = chosenRecipe(flags)
    const delivery = {format, folder, force, server, recipe}
    const renewal = {
      ...credentialWishes(flags),
      signingRequest: flags.csr === undefined ? undefined : await readInput(flags.csr),
      anyKey: flags['any-key'],
      keepKey: flags['keep-key'],
      keyType: flags['key-type'],
      keyBits: flags['key-bits'],
      ttlSeconds: flags.ttl,
      revokeOld: flags['revoke-old'],
      recipe,
      now: new Date(),
    }
    await prepareDelivery(delivery)
    const password = await this.passwordFor(delivery, flags['password-file'])
    const {old, ...made} = await this.withStore(flags, async (store) => {
      const credential: CredentialName = await chosenCredential(given, {store, prompts: this.prompts, now: renewal.now})
      const renewed = await renewCredential(store, {...renewal, credential})
      return {...renewed, missing: await missingOperations(store, renewed.description, recipe)}
    })
    const result = await this.handOver(made, {...delivery, password})
    this.#tellOfOld(old)
    return {...result, old}
  }

  #tellOfOld({serialNumber, status, notAfter}: CredentialDescription): void {
    const fate = {
      valid: `works until ${dateText(notAfter)}; end it before with kmipctl cred revoke ${serialNumber}`,
      expired: 'has expired',
      revoked: 'is revoked',
    }
    this.output.note(`\nThe old credential ${serialNumber} ${fate[status]}`)
  }
}
