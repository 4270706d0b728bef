// PyKMIP from its package index, in a virtual environment of its own.
import {generateKeyPairSync, X509Certificate} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {pythonWith} from '../../scripts/interop/python.mjs'
import {reported} from '../../scripts/interop/reported.mjs'

const here = import.meta.dirname

export async function run({workDirectory, server, credentials, check}) {
  const python = pythonWith(workDirectory, 'pykmip', join(here, 'requirements.txt'))
  const {publicKey, privateKey} = generateKeyPairSync('rsa', {modulusLength: 2048})
  const settings = {
    ...server,
    ...credentials,
    publicKey: publicKey.export({type: 'pkcs1', format: 'der'}).toString('hex'),
    privateKey: privateKey.export({type: 'pkcs8', format: 'der'}).toString('hex'),
    certificate: new X509Certificate(readFileSync(credentials.full.cert)).raw.toString('hex'),
  }
  const args = [join(here, 'checks.py'), JSON.stringify(settings)]
  await reported({peer: 'PyKMIP', command: python, args, check})
}
