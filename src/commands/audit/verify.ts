import {Args, Flags} from '@oclif/core'
import {KmipctlCommand} from '../../cli/kmip-command.ts'
import {problemColumns, verificationFacts} from '../../cli/views/verification-view.ts'
import {reasonOf} from '../../cli/files/input-file.ts'
import {ExitCode, KmipctlError, UsageError} from '../../errors.ts'
import type {Verification} from '../../server/audit/verify-files.ts'

export type AuditVerifyResult = Verification

export default class AuditVerify extends KmipctlCommand<AuditVerifyResult> {
  static override summary = 'Find out whether anything in audit files was changed, removed, put in or moved'
  static override description = `Give the files that continue each other in their order, the oldest first. What was taken from the end of the last file cannot be seen from the files: keep the hash that this command prints, or take one from kmipctl audit devices, and pass it with --expect later.

Exit status 6 when anything is wrong. A last line that was not written to its end is named apart: a killed server leaves it, and closes it at its next start.`
  static override examples = [
    '<%= config.bin %> audit verify audit.jsonl',
    '<%= config.bin %> audit verify audit.jsonl.2 audit.jsonl.1 audit.jsonl',
    '<%= config.bin %> audit verify audit.jsonl --expect 5f0c… --json',
  ]
  static override strict = false
  static override args = {file: Args.string({description: 'Audit files, the oldest first', required: true})}
  static override flags = {
    expect: Flags.string({summary: 'Hash of an entry that must be there', helpValue: 'HASH'}),
  }

  async run(): Promise<AuditVerifyResult> {
    const {argv, flags} = await this.parse(AuditVerify)
    const expect = expectedHash(flags.expect)
    const {verifyFiles} = await import('../../server/audit/verify-files.ts')
    const verification = await this.output
      .progress('Reading', () => verifyFiles(argv.map(String), {expect}))
      .catch((error: unknown) => {
        throw unreadable(error)
      })
    await this.output.table(problemColumns, verification.problems, 'Every line is what it was')
    this.output.facts(verificationFacts(verification))
    const problem = problemOf(verification)
    if (problem === undefined) return verification
    this.partialResult = verification
    throw new KmipctlError('CHECK_FAILED', problem.message, ExitCode.checkFailed, {hint: problem.hint})
  }
}

function expectedHash(text: string | undefined): string | undefined {
  if (text === undefined || /^[0-9a-f]{64}$/i.test(text)) return text?.toLowerCase()
  throw new UsageError(`${text} is no hash of an entry`, {hint: 'It has 64 hexadecimal digits'})
}

function problemOf(verification: Verification): {readonly message: string; readonly hint?: string} | undefined {
  const {problemCount, problems, isExpectedFound, entries} = verification
  if (problemCount === 1 && problems[0]?.kind === 'torn') {
    return {
      message: 'The last line was not written to its end',
      hint: 'A server that was killed leaves such a line, and closes it at its next start',
    }
  }
  if (problemCount > 0) return {message: problemCount === 1 ? '1 problem found' : `${problemCount} problems found`}
  if (entries === 0) return {message: 'There is no entry in the files'}
  if (isExpectedFound === false) {
    return {message: 'The expected entry is not there', hint: 'Entries were removed from the end, or a file is missing'}
  }
  return undefined
}

function unreadable(error: unknown): Error {
  if (error instanceof KmipctlError || !(error instanceof Error) || !('path' in error)) {
    return error instanceof Error ? error : new Error(String(error))
  }
  return new UsageError(`The file ${String(error.path)} cannot be read: ${reasonOf(error)}`, {cause: error})
}
