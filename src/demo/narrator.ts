import type {TracedMessage} from '../client/kmip-client.ts'

/** Hears what happens; shows it or keeps it. */
export interface Narrator {
  /** A step begins. */
  step(title: string): void
  /** Something about the step that no message shows. */
  remark(text: string): void
  /** A message went over the wire. */
  message(message: TracedMessage): void
}
