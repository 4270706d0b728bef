import {ApiFailure, notFound, permissionDenied} from '../http/failure.ts'
import {shortcuts} from '../client/parameter-values.ts'
import {runTemplate} from '../client/run-template.ts'
import {builtInTemplate, builtInTemplates} from '../templates/built-in.ts'
import {parameterNames} from '../templates/parameters.ts'
import {type ApiOperation, type Call, listOutcome, type Route} from './route.ts'
import {ignored, nameOf} from './roles.ts'

const run: ApiOperation = {
  summary: 'Run a KMIP message for a role; the path names the operation of every batch item',
  audience: 'scope',
  fields: {
    template: {type: 'string', description: 'Name of a built-in template, or XML; by the operations when absent'},
    params: {type: 'any', description: 'Values for the holes of the template, by name'},
    ...shortcuts,
  },
  run: runCall,
}

/** Vault section 7: KMIP messages over HTTP. */
export const clientRoutes: readonly Route[] = [
  {
    path: 'template',
    operations: {
      LIST: {
        summary: 'List the built-in templates',
        audience: 'token',
        fields: {},
        run: async () => listOutcome(builtInTemplates.map(({name}) => name)),
      },
    },
  },
  {
    path: 'template/{name}',
    operations: {
      GET: {
        summary: 'Read a built-in template and the names of its parameters',
        audience: 'token',
        fields: {},
        run: async ({params}) => {
          const found = builtInTemplate(params['name'] ?? '')
          if (found === undefined) throw notFound()
          return {data: {template: found.text, parameters: parameterNames(found.text)}}
        },
      },
    },
  },
  {path: 'scope/{scope}/role/{role}/client', operations: {POST: run}},
  {path: 'scope/{scope}/role/{role}/client/{operations...}', operations: {POST: run}},
]

async function runCall(call: Call) {
  const {store, fields, params, token, kmip} = call
  if (token === undefined) throw permissionDenied()
  if (kmip === undefined) throw new ApiFailure(501, 'This server administers KMIP and does not speak it')
  const template = {...nameOf(call), operations: params['operations'], fields, token}
  const {response, unused} = await runTemplate(store, template, kmip)
  return {data: {response}, warnings: unused.map(ignored)}
}
