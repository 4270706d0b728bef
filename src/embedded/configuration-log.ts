import {isDeepStrictEqual} from 'node:util'
import {configurationAdvice} from '../administration/configuration-advice.ts'
import {defaultConfiguration, vaultForm, type ServerConfiguration} from '../administration/server-configuration.ts'
import type {Log} from '../server/log.ts'
import {effectiveConfiguration, type ListenerOverrides} from './default-listener.ts'

/**
 * Writes down, for every new configuration, what of it the process decides otherwise, and what is better looked at. Nothing is
 * said of a process that decides otherwise than mere defaults.
 */
export function configurationLog(log: Log, overrides: ListenerOverrides): (configuration: ServerConfiguration) => void {
  let last: ServerConfiguration | undefined
  let said: ReadonlySet<string> = new Set()
  return (configuration) => {
    if (isDeepStrictEqual(configuration, last)) return
    last = configuration
    const effective = effectiveConfiguration(configuration, overrides)
    const stored = vaultForm(configuration)
    const defaults = vaultForm(defaultConfiguration)
    const inEffect = Object.entries(vaultForm(effective)).filter(
      ([name, value]) => !isDeepStrictEqual(value, stored[name]) && !isDeepStrictEqual(stored[name], defaults[name]),
    )
    if (inEffect.length > 0) {
      log.info(
        {instead: Object.fromEntries(inEffect)},
        `Flags or the environment override the stored configuration: ${inEffect.map(([name]) => name).join(', ')}`,
      )
    }
    const advice = configurationAdvice(effective)
    for (const {problem, hint} of advice) if (!said.has(problem)) log.warn({hint}, problem)
    said = new Set(advice.map(({problem}) => problem))
  }
}
