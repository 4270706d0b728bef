import {randomBytes} from 'node:crypto'

/** Gives as many unpredictable bytes as asked for; a parameter wherever keys and IVs are made, so that tests can fix them. */
export type RandomSource = (length: number) => Uint8Array

export const systemRandom: RandomSource = (length) => randomBytes(length)
