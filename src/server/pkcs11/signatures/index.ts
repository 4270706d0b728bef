import {generalSignatures} from './general.ts'

/** The parameters of every function this token has. */
export const signatures = {...generalSignatures} as const
