/** A line of the product's log, under its own number. */
export interface KeyEvent {
  readonly id: number
  readonly severity: 'info' | 'warning' | 'error'
  readonly message: string
  readonly attributes: Readonly<Record<string, string | number>>
}

const facility = {keyManagementFacilityType: 'KMIP server'}

/** The events that Percona Server for MongoDB logs about its master key. */
export const keyEvents = {
  read: (keyIdentifier: string): KeyEvent => ({
    id: 29_115,
    severity: 'info',
    message: 'Master encryption key has been read from the key management facility',
    attributes: {...facility, keyIdentifier},
  }),
  created: (keyIdentifier: string): KeyEvent => ({
    id: 29_116,
    severity: 'info',
    message: 'Master encryption key has been created on the key management facility',
    attributes: {...facility, keyIdentifier},
  }),
  sessionFailed: (serverHost: string, reason: string): KeyEvent => ({
    id: 29_117,
    severity: 'warning',
    message: 'KMIP session failed',
    attributes: {serverHost, reason},
  }),
  roundFailed: (remainingAttempCount: number): KeyEvent => ({
    id: 29_118,
    severity: 'warning',
    message: 'KMIP sessions failed for all servers, trying again',
    attributes: {remainingAttempCount},
  }),
  absent: (keyIdentifier: string): KeyEvent => ({
    id: 29_121,
    severity: 'error',
    message: 'Master encryption key is absent on the key management facility',
    attributes: {...facility, keyIdentifier},
  }),
  notActive: (keyIdentifier: string, keyState: string): KeyEvent => ({
    id: 29_122,
    severity: 'error',
    message: 'Master encryption key is not in the active state',
    attributes: {...facility, keyIdentifier, keyState},
  }),
  stateUnknown: (keyIdentifier: string, reason: string): KeyEvent => ({
    id: 29_123,
    severity: 'error',
    message: 'The state of the master encryption key cannot be found out',
    attributes: {...facility, keyIdentifier, reason},
  }),
  preActive: (keyIdentifier: string): KeyEvent => ({
    id: 0,
    severity: 'warning',
    message: 'Master encryption key is Pre-Active; later releases refuse to start with it',
    attributes: {...facility, keyIdentifier},
  }),
  legacyProtocol: (): KeyEvent => ({
    id: 0,
    severity: 'warning',
    message: 'useLegacyProtocol has no effect: the protocol version is 1.0 in any case',
    attributes: {},
  }),
} as const
