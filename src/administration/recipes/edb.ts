import {join} from 'node:path'
import {pykmipLines} from './pykmip.ts'
import {type Recipe, tlsLayout, yearSeconds} from './recipe.ts'
import {shellWord} from './quoting.ts'

export const edb: Recipe = {
  name: 'edb',
  product: 'EDB Postgres: transparent data encryption',
  aliases: ['edb-tde', 'epas'],
  ttlSeconds: yearSeconds,
  layout: tlsLayout,
  operations: ['Encrypt', 'Decrypt'],
  settings: ({address, folder, paths}) => {
    const file = join(folder, 'pykmip.conf')
    const command = (verb: string, option: string) =>
      `python3 /usr/edb/kmip/client/edb_tde_kmip_client.py ${verb} --pykmip-config-file=${shellWord(file)} --key-uid=IDENTIFIER-OF-THE-KEY --${option}=%p --variant=pykmip`
    return [
      {title: file, lines: pykmipLines(address, {ca: paths.ca, cert: paths.certificate, key: paths.key})},
      {
        title: 'in the shell, before initdb',
        lines: [
          `export PGDATAKEYWRAPCMD=${shellWord(command('encrypt', 'out-file'))}`,
          `export PGDATAKEYUNWRAPCMD=${shellWord(command('decrypt', 'in-file'))}`,
        ],
      },
    ]
  },
  notes: ['Postgres makes no keys: make an AES key, activate it, and put its Unique Identifier into both commands'],
}
