/**
 * The only imports of the X.509 libraries. They take hundreds of milliseconds to load, so they are loaded at
 * first use; the module cache of Node makes every later call cheap.
 */

import type * as x509 from '@peculiar/x509'
import type * as forge from 'node-forge'

export type X509Library = typeof x509
export type ForgeLibrary = typeof forge

export async function loadX509(): Promise<X509Library> {
  // The library resolves its own parts by decorator metadata and refuses to load without the polyfill
  await import('reflect-metadata')
  return import('@peculiar/x509')
}

export async function loadForge(): Promise<ForgeLibrary> {
  const module = await import('node-forge')
  return module.default
}
