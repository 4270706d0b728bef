import {parseAddress} from '../../transport/address.ts'

/** The files a client needs, with full paths, and the server it talks to. */
export interface ClientFiles {
  /** `host` or `host:port`. */
  readonly server: string
  readonly ca: string
  readonly certificate: string
  readonly key: string
  /** Key and certificates in one file. */
  readonly bundle: string
}

/** Lines to paste, by the program they are for. */
export interface ClientSettings {
  readonly kmipctl: string
  readonly pykmip: string
  readonly percona: string
}

/** The settings of kmipctl (shell), PyKMIP (pykmip.conf) and Percona Server for MongoDB (mongod.conf). */
export function clientSettings(files: ClientFiles): ClientSettings {
  const {host, port} = parseAddress(files.server)
  return {
    kmipctl: [
      `export KMIPCTL_SERVER=${shellWord(files.server)}`,
      `export KMIPCTL_CA=${shellWord(files.ca)}`,
      `export KMIPCTL_CERT=${shellWord(files.certificate)}`,
      `export KMIPCTL_KEY=${shellWord(files.key)}`,
    ].join('\n'),
    pykmip: [
      '[client]',
      `host=${host}`,
      `port=${port}`,
      `ca_certs=${files.ca}`,
      `certfile=${files.certificate}`,
      `keyfile=${files.key}`,
      'cert_reqs=CERT_REQUIRED',
    ].join('\n'),
    percona: [
      'security:',
      '  enableEncryption: true',
      '  kmip:',
      `    serverName: ${yamlText(host)}`,
      `    port: ${port}`,
      `    serverCAFile: ${yamlText(files.ca)}`,
      `    clientCertificateFile: ${yamlText(files.bundle)}`,
    ].join('\n'),
  }
}

function shellWord(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

function yamlText(text: string): string {
  return /^[A-Za-z0-9/][\w./-]*$/.test(text) ? text : JSON.stringify(text)
}
