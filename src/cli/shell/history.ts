import {appendFile, chmod, mkdir, readFile} from 'node:fs/promises'
import {dirname} from 'node:path'
import {writePrivateFile} from '../../config/private-file.ts'
import {wordsSoFar} from './shell-words.ts'

const most = 1000

/** `--data`, `data-hex=`, `password=`: what follows may be a secret. Names of files are none. */
const secretName =
  /(^|[-_])(data|plaintext|password|passphrase|secret|seed|material|credential|ticket|token|pin|value|text|hex|base64)$/i

/** The line carries data, a key or a password, or may do so. */
export function carriesSecret(line: string): boolean {
  return wordsSoFar(line).some(({text}) => {
    const [, name = ''] = /^--([^=]+)/.exec(text) ?? /^([^=(]+).*=/s.exec(text) ?? []
    return secretName.test(name)
  })
}

/**
 * The lines typed so far, in memory and in a file that only its owner may read. Lines that carry data, keys or passwords
 * stay in memory; those that begin with a space are not kept at all.
 */
export class ShellHistory {
  readonly #file: string
  #lines: readonly string[]

  private constructor(file: string, lines: readonly string[]) {
    this.#file = file
    this.#lines = lines
  }

  /** Reads the file; one that is missing is empty. @throws the error of the system when it cannot be read */
  static async open(file: string): Promise<ShellHistory> {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
      throw error
    })
    const lines = text.split('\n').filter((line) => line !== '')
    if (text !== '') await chmod(file, 0o600)
    if (lines.length > 2 * most) await writePrivateFile(file, `${lines.slice(-most).join('\n')}\n`)
    return new ShellHistory(file, lines.slice(-most))
  }

  /** One that is kept in memory alone. */
  static inMemory(): ShellHistory {
    return new ShellHistory('', [])
  }

  /** The newest first. */
  get lines(): readonly string[] {
    return this.#lines.toReversed()
  }

  /** @throws the error of the system when the file cannot be written */
  async add(line: string): Promise<void> {
    if (line.trim() === '' || line.startsWith(' ') || line === this.#lines.at(-1)) return
    this.#lines = [...this.#lines, line].slice(-most)
    if (this.#file === '' || carriesSecret(line)) return
    await mkdir(dirname(this.#file), {recursive: true, mode: 0o700})
    await appendFile(this.#file, `${line}\n`, {mode: 0o600})
  }
}
