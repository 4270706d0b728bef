import {type Recipe, tlsLayout, yearSeconds} from './recipe.ts'
import {sqlText} from './quoting.ts'

export const pgTde: Recipe = {
  name: 'pg_tde',
  product: "Percona's pg_tde for PostgreSQL",
  aliases: ['pg-tde', 'percona-postgresql'],
  ttlSeconds: yearSeconds,
  layout: tlsLayout,
  operations: ['Register', 'Locate', 'Get'],
  settings: ({address, paths}) => [
    {
      title: 'psql',
      lines: [
        'SELECT pg_tde_add_global_key_provider_kmip(',
        "  'kmipctl',",
        `  ${sqlText(address.host)},`,
        `  ${address.port},`,
        `  ${sqlText(paths.certificate)},`,
        `  ${sqlText(paths.key)},`,
        `  ${sqlText(paths.ca)}`,
        ');',
      ],
    },
  ],
  notes: ['Early releases take the paths in another order: see the parameters of the function with \\df in psql'],
}
