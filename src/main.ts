import {execute} from '@oclif/core'

/** Runs the command that the process's arguments name. `entry` is the URL of the script that was started. */
export async function main(entry: string, development = false): Promise<void> {
  await execute({dir: entry, development})
}
