import {formatAddress} from '../../transport/address.ts'
import {pemLayout, type Recipe} from './recipe.ts'
import {shellWord} from './quoting.ts'

export const kmipctl: Recipe = {
  name: 'kmipctl',
  product: "kmipctl's own client",
  layout: pemLayout,
  settings: ({address, paths}) => [
    {
      title: 'in the shell',
      lines: [
        `export KMIPCTL_SERVER=${shellWord(formatAddress(address))}`,
        `export KMIPCTL_CA=${shellWord(paths.ca)}`,
        `export KMIPCTL_CERT=${shellWord(paths.certificate)}`,
        `export KMIPCTL_KEY=${shellWord(paths.key)}`,
      ],
    },
  ],
}
