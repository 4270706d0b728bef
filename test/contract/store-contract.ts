import {afterEach, beforeEach, describe} from 'vitest'
import type {Store} from '../../src/storage/store.ts'
import {administrationContract} from './administration-contract.ts'
import {censusContract} from './census-contract.ts'
import {credentialContract} from './credential-contract.ts'
import {jobContract} from './job-contract.ts'
import {deletionContract} from './deletion-contract.ts'
import {objectContract} from './object-contract.ts'
import {provenanceContract} from './provenance-contract.ts'
import {ruleContract} from './rule-contract.ts'
import {trustContract} from './trust-contract.ts'
import {transactionContract} from './transaction-contract.ts'

/** What every store does. `open` gives a new, empty store. */
export function storeContract(open: () => Promise<Store>): void {
  let store: Store
  beforeEach(async () => {
    store = await open()
  })
  afterEach(async () => {
    await store[Symbol.asyncDispose]()
  })
  describe('objects', () => objectContract(() => store))
  describe('makers and uses of objects', () => provenanceContract(() => store))
  describe('deleted objects', () => deletionContract(() => store))
  describe('transactions', () => transactionContract(() => store))
  describe('jobs', () => jobContract(() => store))
  describe('rules of scopes', () => ruleContract(() => store))
  describe('administration', () => administrationContract(() => store))
  describe('administration', () => credentialContract(() => store))
  describe('counts', () => censusContract(() => store))
  describe('authorities, listeners, tokens and changes', () => trustContract(() => store))
}
