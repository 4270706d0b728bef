import type {Palette} from '../output/palette.ts'
import type {ClientSettings} from './client-settings.ts'

/** The settings below their headings, to copy from. */
export function settingsText({kmipctl, pykmip, percona}: ClientSettings, palette: Palette): string {
  return [
    palette.heading('# kmipctl: in the shell'),
    kmipctl,
    '',
    palette.heading('# PyKMIP: pykmip.conf'),
    pykmip,
    '',
    palette.heading('# Percona Server for MongoDB: mongod.conf'),
    percona,
  ].join('\n')
}
