import {initial} from './0001-initial.ts'
import {jobs} from './0002-jobs.ts'
import {scopeAuthorities} from './0003-scope-authorities.ts'
import {administration} from './0004-administration.ts'
import {authorityGenerations} from './0005-authority-generations.ts'
import {credentialsInForce} from './0006-credentials-in-force.ts'
import {revokedCertificates} from './0007-revoked-certificates.ts'
import {rotations} from './0008-rotations.ts'
import {outstandingRequests} from './0009-outstanding-requests.ts'
import {outdatedObjects} from './0010-outdated-objects.ts'
import {scopeRules} from './0011-scope-rules.ts'
import type {Migration} from './migration.ts'

/** In order of their versions. */
export const migrations: readonly Migration[] = [
  initial,
  jobs,
  scopeAuthorities,
  administration,
  authorityGenerations,
  credentialsInForce,
  revokedCertificates,
  rotations,
  outstandingRequests,
  outdatedObjects,
  scopeRules,
]
