import {join, resolve} from 'node:path'
import {type CredentialLayout, type CredentialPart, credentialParts, isSecretPart} from '../../ca/credential-parts.ts'
import {parseAddress} from '../../transport/address.ts'
import type {Recipe, RecipeSetting} from './recipe.ts'

/** Where a credential was written, and what it is for. */
export interface WrittenCredential {
  readonly folder: string
  /** `host` or `host:port`. */
  readonly server: string
  readonly scope: string
  /** The private key was written too; otherwise it lies where the signing request was made. */
  readonly hasKey: boolean
}

/** The files that a recipe writes; where the key is somewhere else, a certificate in any case. */
export function recipeLayout({layout}: Recipe, {hasKey}: Pick<WrittenCredential, 'hasKey'>): CredentialLayout {
  const isComplete = hasKey || layout.certificate !== undefined || layout.leaf !== undefined
  return isComplete ? layout : {...layout, certificate: 'cert.pem'}
}

/** The pieces of configuration with the paths of this credential. @throws UsageError when the address is none */
export function recipeSettings(recipe: Recipe, written: WrittenCredential): readonly RecipeSetting[] {
  const folder = resolve(written.folder)
  const layout = recipeLayout(recipe, written)
  const pathOf = (part: CredentialPart) =>
    !written.hasKey && isSecretPart(part) ? `/PATH/TO/YOUR/${part.toUpperCase()}` : join(folder, layout[part] ?? part)
  return recipe.settings({
    address: parseAddress(written.server),
    scope: written.scope,
    folder,
    paths: {
      ca: pathOf('ca'),
      certificate: pathOf('certificate'),
      leaf: pathOf('leaf'),
      issuers: pathOf('issuers'),
      key: pathOf('key'),
      bundle: pathOf('bundle'),
      pkcs12: pathOf('pkcs12'),
    },
  })
}

/** One text of all pieces, each below its title. */
export function settingsText(settings: readonly RecipeSetting[]): string {
  return settings.map(({title, lines}) => [`# ${title}`, ...lines].join('\n')).join('\n\n')
}

/** What a recipe writes, for tables: file names in the order of the parts. */
export function layoutNames({layout}: Recipe): readonly string[] {
  return credentialParts.flatMap((part) => layout[part] ?? [])
}
