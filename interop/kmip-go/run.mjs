// The client of ovh/kmip-go, which speaks 1.0 to 1.4, from the Go proxy.
import {join} from 'node:path'
import {goProgram} from '../../scripts/interop/go.mjs'
import {reported} from '../../scripts/interop/reported.mjs'

export async function run({workDirectory, server, credentials, check}) {
  const program = goProgram(workDirectory, join(import.meta.dirname, 'program'), 'kmip-go-client')
  const settings = {...server, ...credentials}
  await reported({peer: 'kmip-go', command: program, args: [JSON.stringify(settings)], check})
}
