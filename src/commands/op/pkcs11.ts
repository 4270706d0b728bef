import {Args} from '@oclif/core'
import {BytesCommand} from '../../cli/client/bytes-command.ts'
import {outFlags} from '../../cli/client/bytes-output.ts'
import {declaredRequest} from '../../cli/client/declared/declared-request.ts'
import {planDeclared} from '../../cli/client/declared/plan-declared.ts'
import {type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {PKCS_11} from '../../kmip/operations/pkcs-11.ts'
import type {EnumValue} from '../../kmip/spec/enumeration.ts'
import {PKCS_11ReturnCode} from '../../kmip/spec/pkcs11.ts'

export type OpPkcs11Result = OperationResult

const declared = declaredRequest(PKCS_11, {
  pkcs11Function: 'FUNCTION',
  pkcs11Interface: {flag: 'interface', summary: 'Name of the interface [default: that of PKCS#11 3.0]'},
  correlationValue: {
    flag: 'correlation-hex',
    helpValue: 'HEX',
    summary: 'Correlation value of the answer before, in hexadecimal',
  },
  pkcs11InputParameters: {flag: 'input', summary: 'Parameters, encoded as the PKCS#11 profile says:'},
})

export default class OpPkcs11 extends BytesCommand {
  static override summary = 'Call a PKCS#11 function of the server'
  static override description =
    'Parameters may hold a PIN or a key, so those of the answer are hidden unless --reveal or --out is given. The exit status is 6 when the function does not return OK. Since KMIP 2.0.'
  static override usage = '<%= command.id %> FUNCTION [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> C_Initialize --input 01',
    '<%= config.bin %> <%= command.id %> C_GetInfo --correlation-hex 2f9c1e0b --out info.bin',
    '<%= config.bin %> <%= command.id %> C_OpenSession --input @session.bin --correlation-hex 2f9c1e0b',
  ]
  static override args = {
    function: Args.string({required: true, description: "name of the function, or number of a vendor's own"}),
  }
  static override flags = {output: outputFlag, ...declared.flags, ...outFlags}

  protected async plan() {
    const {args, flags} = await this.parse(OpPkcs11)
    const isNumber = /^-?\d+$/.test(args.function)
    const given = {pkcs11Function: isNumber ? {type: 'Integer', value: args.function} : args.function}
    return planDeclared(declared, {
      flags,
      given,
      bytes: {
        of: ({pkcs11OutputParameters}) => pkcs11OutputParameters ?? new Uint8Array(),
        secret: 'What the function returned',
      },
      complaint: ({pkcs11ReturnCode: code}) =>
        code === 'OK' ? undefined : `${args.function} returned ${codeName(code)}`,
    })
  }
}

function codeName(code: EnumValue<typeof PKCS_11ReturnCode>): string {
  return typeof code === 'string' ? (PKCS_11ReturnCode.specName(code) ?? code) : `0x${code.toString(16)}`
}
