import {binarySize} from '../../ttlv/binary-writer.ts'
import {ResponseBatchItem, type RequestBatchItem} from '../../kmip/message/batch-item.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import type {Version} from '../../kmip/spec/version.ts'
import {BatchResults} from './batch-results.ts'

/** The answers to a batch as far as it has come, and what later items can refer to. */
export class BatchProgress {
  readonly answers: ResponseBatchItem[] = []
  readonly results = new BatchResults()
  readonly #version: Version
  #sizeLeft: number | undefined

  /** `sizeLeft`: bytes that the items of the answer may take together; undefined without a limit. */
  constructor({version, sizeLeft}: {readonly version: Version; readonly sizeLeft: number | undefined}) {
    this.#version = version
    this.#sizeLeft = sizeLeft
  }

  /** Adds an answer to an item: what it brought forth, and what of it is shown. */
  add(item: RequestBatchItem, answer: ResponseBatchItem, shown = answer): void {
    this.results.note(item, answer)
    this.answers.push(shown)
    if (this.#sizeLeft !== undefined) this.#sizeLeft -= sizeOf(shown, this.#version)
  }

  hasRoomFor(answer: ResponseBatchItem): boolean {
    return this.#sizeLeft === undefined || sizeOf(answer, this.#version) <= this.#sizeLeft
  }
}

function sizeOf(answer: ResponseBatchItem, version: Version): number {
  const node = ResponseBatchItem.encode(Tag.BatchItem, answer, version)
  return node === undefined ? 0 : binarySize(node)
}
