/**
 * The name that OpenSSL 3.0 gives to an error. Since 3.2 it calls the alerts that came with SSL 3.0 those of "SSL/TLS",
 * which Node puts into its code.
 */
export function openSslCode(code: string): string {
  return code.replace('ERR_SSL_SSL/TLS_ALERT_', 'ERR_SSL_SSLV3_ALERT_')
}
