import {kmipVocabulary} from '../../kmip/spec/vocabulary.ts'
import {writeJson} from '../../ttlv/json-writer.ts'
import type {TtlvNode} from '../../ttlv/node.ts'
import {redactTree} from '../../ttlv/redact-tree.ts'
import {renderTree} from '../../ttlv/text-tree.ts'
import {isRefused, type Refusal} from '../identity/identify.ts'
import type {Identity} from '../identity/identity.ts'
import type {LogFormat} from '../log-settings.ts'
import type {Log} from '../log.ts'
import type {ServerObserver} from './observer.ts'

/**
 * Writes every message into the log as a tree: in lines for people, or as the JSON that KMIP has for it. Key material, passwords and
 * data are a length and a fingerprint there, always.
 */
export function traceLog(log: Log, format: LogFormat): ServerObserver {
  if (!log.isLevelEnabled('info')) return {}
  const tree = format === 'json' ? structured : rendered
  return {
    requestReceived({peer, identity, request}) {
      log.info({peer: peer.address, ...nameOf(identity), tree: tree(request)}, 'Request')
    },
    exchangeDone({peer, sender, response, milliseconds}) {
      const ms = Math.round(milliseconds * 1000) / 1000
      log.info({peer: peer.address, ...nameOf(sender), ms, tree: tree(response)}, 'Response')
    },
  }
}

function nameOf(sender: Identity | Refusal | undefined): {readonly scope?: string; readonly role?: string} {
  if (sender === undefined || isRefused(sender)) return {}
  return {scope: sender.scopeName, role: sender.roleName}
}

function rendered(node: TtlvNode): string {
  return renderTree(node, kmipVocabulary)
}

function structured(node: TtlvNode): unknown {
  return JSON.parse(writeJson(redactTree(node, kmipVocabulary).node, kmipVocabulary))
}
