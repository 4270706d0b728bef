import {randomInt} from 'node:crypto'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const length = 5

/** Five random letters and digits, as they stand in certificates for a scope (OU) and a role (CN). */
export function randomIdentifier(): string {
  return Array.from({length}, () => alphabet.charAt(randomInt(alphabet.length))).join('')
}

/** An identifier that is not taken; 62^5 are possible, so a second try is rare. */
export async function freeIdentifier(isTaken: (id: string) => Promise<boolean>): Promise<string> {
  for (;;) {
    const id = randomIdentifier()
    if (!(await isTaken(id))) return id
  }
}
