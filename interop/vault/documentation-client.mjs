// The part about the client API of Vault's page about the HTTP API of the KMIP engine.
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {curl, expectIn, expectSame, vault} from './ask.mjs'

const base = 'kmip/scope/my-service/role/admin'

/** Goes through it with the scope and role that there are by then. */
export async function clientApi(setting, check, directory) {
  await check('LIST kmip/template, GET kmip/template/create', async () => {
    expectSame((await curl(setting, 'LIST', 'kmip/template')).data.keys.length, 22)
    const {data} = await curl(setting, 'GET', 'kmip/template/create')
    expectSame(data.parameters, ['algorithm', 'length', 'name', 'usage_mask'])
  })
  await check('vault write …/client/create name=… algorithm=AES length=256 usage_mask="Encrypt Decrypt"', async () => {
    const words = ['name=mykey', 'algorithm=AES', 'length=256', 'usage_mask=Encrypt Decrypt']
    const {data} = await vault(setting, 'write', `${base}/client/create`, ...words)
    expectIn(data.response, '<ResultStatus type="Enumeration" value="Success"/>')
  })
  await check('POST …/client/locate/encrypt', async () => {
    const payload = {
      name: 'mykey',
      block_cipher_mode: 'GCM',
      padding_method: 'PKCS5',
      data: '001a2b34',
      iv_counter_nonce: 'aabb1122',
    }
    const {status, data} = await curl(setting, 'POST', `${base}/client/locate/encrypt`, payload)
    expectSame(status, 200)
    expectIn(data.response, '<AuthenticatedEncryptionTag')
  })
  await check('vault write …/client/locate template=@find.xml params=altname=…', async () => {
    const {data} = await vault(setting, 'read', 'kmip/template/locate_by_name')
    const file = join(directory, 'find.xml')
    writeFileSync(file, data.template.replace('PARAMETER_name', 'PARAMETER_altname'))
    const answer = await vault(setting, 'write', `${base}/client/locate`, `template=@${file}`, 'params=altname=mykey')
    expectIn(answer.data.response, '<UniqueIdentifier')
  })
  await check('…/client with a path that names other operations is refused', async () => {
    const {status, errors} = await curl(setting, 'POST', `${base}/client/get`, {template: 'locate_get', name: 'mykey'})
    expectSame([status, errors[0].startsWith('The path names get, the template has locate/get')], [400, true])
  })
}
