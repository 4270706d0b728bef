/** One item of a batch, in KMIP's XML encoding. */
export interface ItemText {
  /** As KMIP spells it in XML, such as `GetAttributes`. */
  readonly operation: string
  readonly payload: readonly string[]
}

/** A request of KMIP 1.4 in XML, indented; several items are answered in their order and share an ID Placeholder. */
export function messageText(items: readonly ItemText[]): string {
  const several = items.length > 1
  return element('KMIP', [
    element('RequestMessage', [
      element('RequestHeader', [
        element('ProtocolVersion', [
          value('ProtocolVersionMajor', 'Integer', '1'),
          value('ProtocolVersionMinor', 'Integer', '4'),
        ]),
        ...(several ? [value('BatchOrderOption', 'Boolean', 'true')] : []),
        value('BatchCount', 'Integer', String(items.length)),
      ]),
      ...items.map(({operation, payload}, index) =>
        element('BatchItem', [
          value('Operation', 'Enumeration', operation),
          ...(several ? [value('UniqueBatchItemID', 'ByteString', `0${index + 1}`)] : []),
          element('RequestPayload', payload),
        ]),
      ),
    ]),
  ])
}

/** A structure. */
export function element(tag: string, content: readonly string[]): string {
  if (content.length === 0) return `<${tag}/>`
  return [`<${tag}>`, ...content.map((part) => part.replaceAll(/^/gm, '  ')), `</${tag}>`].join('\n')
}

/** A value of a type; what stands in it is written as it is. */
export function value(tag: string, type: string, text: string): string {
  return `<${tag} type="${type}" value="${text}"/>`
}

/** An attribute of KMIP 1.x by its name. */
export function attribute(name: string, content: string): string {
  return element('Attribute', [value('AttributeName', 'TextString', name), content])
}

/** A place where a parameter goes. */
export function hole(name: string): string {
  return `PARAMETER_${name}`
}
