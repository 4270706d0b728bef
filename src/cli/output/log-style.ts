import type {LogStyle} from '../../server/log-style.ts'
import {createPalette, type Paint, type Palette} from './palette.ts'

/** How lines of the log are coloured; undefined without colour. */
export async function logStyle(colour: boolean): Promise<LogStyle | undefined> {
  if (!colour) return undefined
  const palette = await createPalette(colour)
  return {
    time: palette.faint,
    level: (text, name) => paintOf(palette, name)(text),
    message: palette.strong,
    fields: palette.faint,
    hint: palette.accent,
  }
}

function paintOf(palette: Palette, level: string): Paint {
  if (level === 'error' || level === 'fatal') return palette.bad
  if (level === 'warn') return palette.warning
  return level === 'info' ? palette.good : palette.faint
}
