import {Args} from '@oclif/core'
import {describeMapping} from '../../administration/authority-mapping.ts'
import {type AuthorityDescription, importAuthority} from '../../administration/named-authorities.ts'
import {mappingChoice, mappingFlags} from '../../cli/flags/mapping-flags.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {readAuthorityFile} from '../../cli/values/authority-file.ts'

export type CaImportResult = AuthorityDescription

export default class CaImport extends StoreCommand<CaImportResult> {
  static override summary = 'Trust the clients of a certificate authority of somebody else'
  static override description = `Its clients come in through listeners that name it as a further authority of clients. Scope and role are given, or named by the field CN, O, OU or UID of the client's subject, which must be there exactly once. The authority never signs here, and only its certificates are kept. Put intermediate authorities into the file as well: under Node 24 those that clients send cannot be seen.

Single certificates of it are refused with kmipctl cred revoke --certificate FILE.`
  static override examples = [
    '<%= config.bin %> ca import corporate ./corporate-ca.pem --scope-field OU --role-field CN',
    '<%= config.bin %> ca import databases ./db-ca.pem --scope finance --role-field CN',
  ]
  static override args = {
    name: Args.string({description: 'name of the authority', required: true}),
    file: Args.string({description: 'file with its certificates, in PEM or one in DER', required: true}),
  }
  static override flags = mappingFlags

  async run(): Promise<CaImportResult> {
    const {args, flags} = await this.parse(CaImport)
    const {certificatePem, holdsPrivateKey} = await readAuthorityFile(args.file)
    const authority = await this.withStore(flags, (store) =>
      importAuthority(store, {name: args.name, certificatePem, mapping: mappingChoice(flags), now: new Date()}),
    )
    if (holdsPrivateKey) this.output.warning('The file holds a private key too, which is not needed and was not stored')
    const {name, mapping = {}} = authority
    this.output.success(`Imported the certificate authority ${name}: ${describeMapping(mapping)}`)
    this.output.note(`  Next: kmipctl listener update LISTENER --additional-client-ca ${name}`)
    return authority
  }
}
