/**
 * The only imports of the X.509 libraries. They take hundreds of milliseconds to load, so they are loaded at
 * first use; the module cache of Node makes every later call cheap.
 */

export type X509Library = typeof import('@peculiar/x509')
export type ForgeLibrary = typeof import('node-forge')

export async function loadX509(): Promise<X509Library> {
  // The library resolves its own parts by decorator metadata and refuses to load without the polyfill
  await import('reflect-metadata')
  return import('@peculiar/x509')
}

export async function loadForge(): Promise<ForgeLibrary> {
  const module = await import('node-forge')
  return module.default
}
