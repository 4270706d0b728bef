import type {AuditDestination} from '../destination.ts'
import type {AuditSink} from '../sink.ts'

/** The place that a destination names; nothing is opened yet. */
export async function sinkFor(destination: AuditDestination, options: {readonly sync: boolean}): Promise<AuditSink> {
  switch (destination.kind) {
    case 'file': {
      const {FileSink} = await import('./file-sink.ts')
      return new FileSink(destination.path, options)
    }
    case 'stdout': {
      const {StdoutSink} = await import('./stdout-sink.ts')
      return new StdoutSink()
    }
    case 'syslog': {
      const {syslogSink} = await import('./syslog-sink.ts')
      return syslogSink(destination)
    }
  }
}
