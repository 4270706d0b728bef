import type {RecipeFiles, RecipeSetting} from './recipe.ts'
import {yamlText} from './quoting.ts'

/** The options that MongoDB Enterprise and Percona's server have in common. */
export function mongodConf({address, paths}: RecipeFiles): readonly RecipeSetting[] {
  return [
    {
      title: 'mongod.conf',
      lines: [
        'security:',
        '  enableEncryption: true',
        '  kmip:',
        `    serverName: ${yamlText(address.host)}`,
        `    port: ${address.port}`,
        `    serverCAFile: ${yamlText(paths.ca)}`,
        `    clientCertificateFile: ${yamlText(paths.bundle)}`,
      ],
    },
  ]
}
