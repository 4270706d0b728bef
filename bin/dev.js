#!/usr/bin/env node
// Builds, then runs with oclif's development settings: the same path as the release, from the sources of this moment.
import '../scripts/build.mjs'

const {main} = await import('../dist/main.js')
await main(import.meta.url, true)
