import type {AdministrationReader, AuthorityRecord} from '../storage/store.ts'
import {generationName} from './authority-names.ts'

/**
 * The generations of an authority that are trusted: the one that signs, then those before it, the latest first. A
 * generation may be missing between others, since each is retired by itself.
 */
export async function generations(
  administration: AdministrationReader,
  name: string,
): Promise<readonly AuthorityRecord[]> {
  const current = await administration.authority(name)
  if (current === undefined || current.kind === 'scope') return []
  const found = [current]
  for (let generation = current.generation - 1; generation > 0; generation--) {
    const earlier = await administration.authority(generationName(name, generation))
    if (earlier !== undefined) found.push(earlier)
  }
  return found
}

/**
 * The certificates that lead from the key of the generation that signs to earlier ones, for peers that know only those.
 * The chain ends where a generation was retired.
 */
export function crossChain(all: readonly AuthorityRecord[]): readonly string[] {
  const crossed = all.map(({crossCertificatePem}) => crossCertificatePem)
  const end = crossed.indexOf(undefined)
  return crossed.slice(0, end === -1 ? undefined : end).filter((pem) => pem !== undefined)
}
