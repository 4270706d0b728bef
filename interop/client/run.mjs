// kmipctl's client against servers of other people.
import {join} from 'node:path'
import {makeFiles} from './files.mjs'
import {againstKmipGo} from './kmip-go.mjs'
import {againstPykmip} from './pykmip.mjs'

export async function run({directory, workDirectory, check}) {
  const files = makeFiles(join(directory, 'client'))
  await Promise.all([againstPykmip({workDirectory, files, check}), againstKmipGo({workDirectory, files, check})])
}
