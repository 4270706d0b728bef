import type {Decided, Origin} from '../administration/credential-defaults.ts'
import type {CredentialDescription} from '../administration/credential-description.ts'
import type {NewCredential} from '../administration/issue-credential.ts'
import {operationFlagName} from '../administration/operation-name.ts'
import {usualRecipes} from '../administration/recipes/index.ts'
import {recipeSettings, settingsText} from '../administration/recipes/recipe-settings.ts'
import type {Recipe} from '../administration/recipes/recipe.ts'
import type {OperationName} from '../kmip/schema/operation.ts'
import {credentialText, deliverToFolder, type Delivery, needsPassword} from './credential-delivery.ts'
import {readSecretLine} from './files/input-file.ts'
import {StoreCommand} from './store-command.ts'
import {lifetimeText} from './views/lifetime-text.ts'
import {settingsView} from './views/settings-view.ts'

/** A new credential; with a folder the key is in its files only, without one it is here. */
export interface NewCredentialResult extends CredentialDescription {
  /** The issuer first, the root last. */
  readonly caChainPem: readonly string[]
  readonly privateKeyPem: string | undefined
  /** Full paths of what was written. */
  readonly files: readonly string[]
  /** Lines to paste by the client they are for, where files were written that clients can take. */
  readonly settings: Readonly<Record<string, string>> | undefined
  /** Seconds it was to live, and who decided on them. */
  readonly lifetime: Decided<number, Origin | 'renewed'>
  /** What the client asks for and the role does not allow. */
  readonly missingOperations: readonly string[]
}

/** A credential that was made, and what its client will miss. */
export interface Made extends Omit<NewCredential, 'lifetime'> {
  readonly lifetime: Decided<number, Origin | 'renewed'>
  readonly missing: readonly OperationName[]
}

/** Base of the commands that hand over a new credential. */
export abstract class CredentialCommand<
  Result extends NewCredentialResult = NewCredentialResult,
> extends StoreCommand<Result> {
  /** A password to set, where a file needs one: from a file, or typed twice. */
  protected async passwordFor(
    delivery: Pick<Delivery, 'format' | 'recipe'>,
    file: string | undefined,
  ): Promise<string | undefined> {
    if (!needsPassword(delivery)) return undefined
    if (file !== undefined) return readSecretLine(file)
    const setting = '--password-file'
    return this.prompts.password({setting, message: 'Password of the file', repeat: true})
  }

  protected async handOver(made: Made, delivery: Delivery & {readonly server: string}): Promise<NewCredentialResult> {
    const {description, credential, lifetime, missing} = made
    const {folder} = delivery
    const files = folder === undefined ? [] : await deliverToFolder(credential, folder, delivery)
    const {serialNumber, role, scope} = description
    this.output.success(`Issued credential ${serialNumber} for role ${role} of scope ${scope}`)
    this.output.note(`  ${lifetimeText(made)}`)
    if (folder === undefined) this.output.data((await credentialText(credential, delivery.format)).trimEnd())
    for (const file of files) this.output.note(`  Wrote ${file}`)
    const settings = this.#showSettings(made, delivery)
    this.#warnOfMissing(made, delivery.recipe)
    const privateKeyPem = folder === undefined ? credential.privateKeyPem : undefined
    const missingOperations = missing.map(operationFlagName)
    const secrets = {caChainPem: credential.chainPem, privateKeyPem}
    return {...description, ...secrets, files, settings, lifetime, missingOperations}
  }

  #showSettings(
    {description, credential}: Made,
    {folder, format, recipe, server}: Delivery & {readonly server: string},
  ): NewCredentialResult['settings'] {
    if (folder === undefined || (recipe === undefined && format !== 'pem')) return undefined
    const recipes = recipe === undefined ? usualRecipes : [recipe]
    const hasKey = credential.privateKeyPem !== undefined
    const written = {folder, server, scope: description.scope, hasKey}
    if (recipe !== undefined || hasKey) {
      this.output.note('')
      this.output.data(settingsView(recipes, written, this.output.palette))
    }
    for (const note of recipe?.notes ?? []) this.output.note(`\nNote: ${note}`)
    return Object.fromEntries(recipes.map((one) => [one.name, settingsText(recipeSettings(one, written))]))
  }

  #warnOfMissing({description, missing}: Made, recipe: Recipe | undefined): void {
    if (missing.length === 0) return
    const names = missing.map(operationFlagName)
    const {role, scope} = description
    const flags = names.map((name) => `--add-operation ${name}`).join(' ')
    this.output.warning(
      `Role ${role} does not allow what ${recipe?.product ?? 'the client'} asks for: ${names.join(', ')}. Allow it with kmipctl role update ${role} --scope ${scope} ${flags}`,
    )
  }
}
