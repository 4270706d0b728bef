#!/usr/bin/env node
// Builds, then runs with oclif's development settings: the same path as the release, from the sources of this moment.
import '../scripts/build.mjs'
import {execute} from '@oclif/core'

await execute({development: true, dir: import.meta.url})
