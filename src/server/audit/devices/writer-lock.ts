import {createHash} from 'node:crypto'
import {createServer} from 'node:net'
import {UsageError} from '../../../errors.ts'

/**
 * Keeps other servers of this machine from writing to the same file, which would tear the chain apart: the kernel holds the
 * name of an abstract socket for the process, and drops it with the process, however that ends. Only Linux has such names.
 *
 * @throws UsageError when another one writes
 */
export async function lockForWriting(path: string): Promise<() => Promise<void>> {
  if (process.platform !== 'linux') return async () => undefined
  const name = createHash('sha256').update(path).digest('hex')
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? inUse(path) : error))
    server.listen(`\0kmipctl-audit-${name}`, resolve)
  })
  server.unref()
  return () => new Promise((resolve) => server.close(() => resolve()))
}

function inUse(path: string): UsageError {
  return new UsageError(`The audit file ${path} is written by another server`, {
    hint: 'Give every server a file of its own',
  })
}
