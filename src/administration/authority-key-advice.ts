import {describeCertificate} from '../ca/certificate.ts'
import type {AdministrationReader} from '../storage/store.ts'
import {defaultAuthorityKey} from './authorities.ts'
import {intermediateName} from './authority-names.ts'
import type {Advice} from './configuration-advice.ts'

/** Said where the server's own authority has another key than the configuration wants for it by now. */
export async function authorityKeyAdvice(administration: AdministrationReader): Promise<readonly Advice[]> {
  const record = await administration.authority(intermediateName)
  if (record === undefined) return []
  const {key} = describeCertificate(record.certificatePem)
  const wanted = await defaultAuthorityKey(administration)
  if (key.type === wanted.type && key.bits === wanted.bits) return []
  return [
    {
      problem: `The certificate authority of the server keeps its key ${key.type} ${key.bits ?? ''}: tls_ca_key_type and tls_ca_key_bits act when it is rotated`,
      hint: 'Rotate it with kmipctl ca rotate; what it issued stays trusted until it is retired',
    },
  ]
}
