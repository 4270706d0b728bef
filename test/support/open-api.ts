import {grantableOperations} from '../../src/administration/operation-name.ts'
import {vaultOperationFlags} from '../../src/administration/vault-role.ts'
import type {FieldSchema, FieldType} from '../../src/vault-api/http/fields.ts'
import {engineRoutes, systemRoutes} from '../../src/vault-api/routes/index.ts'
import type {ApiOperation, Audience, Route, RouteMethod} from '../../src/vault-api/routes/route.ts'

type Json = Readonly<Record<string, unknown>>

/** OpenAPI knows no LIST: clients that do not either ask so. */
const httpMethods: Readonly<Record<RouteMethod, 'get' | 'post' | 'delete'>> = {
  GET: 'get',
  LIST: 'get',
  POST: 'post',
  DELETE: 'delete',
}

const types: Readonly<Record<FieldType, Json>> = {
  any: {},
  bool: {type: ['boolean', 'string']},
  duration: {type: ['integer', 'string']},
  int: {type: ['integer', 'string']},
  list: {type: ['array', 'string'], items: {type: 'string'}},
  map: {type: ['object', 'string']},
  string: {type: 'string'},
}

const audiences: Readonly<Record<Audience, string>> = {
  everybody: 'Without a token.',
  token: 'With any token.',
  scope: 'With a token for everything, or for the scope of the path.',
  administrator: 'With a token for everything.',
}

/** One operation of the table of routes, with the method and the path that it has in the document. */
export interface DescribedOperation {
  readonly path: string
  readonly method: 'get' | 'post' | 'delete'
  readonly route: Route
  readonly routeMethod: RouteMethod
  readonly operation: ApiOperation
}

/** Every operation that the API has. */
export function describedOperations(): readonly DescribedOperation[] {
  return [...described(engineRoutes, '/{mount}'), ...described(systemRoutes, '')]
}

function described(routes: readonly Route[], prefix: string): readonly DescribedOperation[] {
  const read = new Set(routes.filter(({operations}) => operations.GET !== undefined).map(({path}) => path))
  return routes.flatMap((route) =>
    Object.entries(route.operations).map(([name, operation]) => {
      const routeMethod = name as RouteMethod
      // A path that can be read and listed is two: with a slash at its end it is the list
      const slash = routeMethod === 'LIST' && read.has(route.path) ? '/' : ''
      const path = `${prefix}/${route.path.replaceAll('...', '')}${slash}`
      return {path, method: httpMethods[routeMethod], route, routeMethod, operation}
    }),
  )
}

/** The document. */
export function openApi(): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const one of describedOperations()) paths[one.path] = {...paths[one.path], [one.method]: operationOf(one)}
  return {
    openapi: '3.1.0',
    info: {
      title: "The API of Vault's KMIP secrets engine, as kmipctl serve --vault-api answers it",
      version: '1',
      description:
        'Made from the table of routes, and compared with it by a test. LIST is a method of its own too. PUT is POST. Fields of other types than text may come as text.',
      license: {name: 'Apache-2.0', identifier: 'Apache-2.0'},
    },
    servers: [{url: 'http://127.0.0.1:8200/v1'}],
    security: [{token: []}, {bearer: []}],
    paths: Object.fromEntries(Object.entries(paths).sort(([one], [other]) => (one < other ? -1 : 1))),
    components: {
      securitySchemes: {
        token: {type: 'apiKey', in: 'header', name: 'X-Vault-Token'},
        bearer: {type: 'http', scheme: 'bearer'},
      },
      responses,
      schemas: {Answer: answer, Errors: errors},
    },
  }
}

const answer = {
  type: 'object',
  properties: {
    request_id: {type: 'string'},
    lease_id: {type: 'string'},
    renewable: {type: 'boolean'},
    lease_duration: {type: 'integer'},
    data: {type: ['object', 'null']},
    wrap_info: {type: 'null'},
    warnings: {type: ['array', 'null'], items: {type: 'string'}},
    auth: {type: ['object', 'null']},
    mount_type: {type: 'string'},
  },
}

const errors = {
  type: 'object',
  required: ['errors'],
  properties: {errors: {type: 'array', items: {type: 'string'}, description: 'Empty for what is not there to be read'}},
}

function operationOf(one: DescribedOperation): Json {
  const {path, routeMethod, operation} = one
  const isBody = routeMethod === 'POST'
  const fields = Object.entries(fieldsOf(one))
  const query = isBody ? [] : fields.map(([name, field]) => ({name, in: 'query', ...parameterOf(field)}))
  const list = {name: 'list', in: 'query', required: true, schema: {const: true}, description: 'Says that it is a list'}
  return {
    operationId: `${routeMethod.toLowerCase()}${path.replaceAll(/[{}]/g, '').replaceAll(/[/-]+/g, '_').replace(/_$/, '')}`,
    summary: operation.summary,
    description: audiences[operation.audience],
    ...(operation.audience === 'everybody' ? {security: []} : {}),
    parameters: [...pathParameters(one), ...query, ...(routeMethod === 'LIST' ? [list] : [])],
    ...(isBody && fields.length > 0 ? {requestBody: bodyOf(fields)} : {}),
    responses: responsesOf(one),
  }
}

/** With those that a role has besides the ones of the table. */
function fieldsOf({route, operation}: DescribedOperation): Readonly<Record<string, FieldSchema>> {
  if (operation.openFields !== true || route.path !== 'scope/{scope}/role/{role}') return operation.fields
  const flags = grantableOperations().flatMap((name) =>
    vaultOperationFlags(name).map((flag) => [flag, {type: 'bool', description: `Allow ${name}`}] as const),
  )
  return {...operation.fields, ...Object.fromEntries(flags)}
}

function parameterOf({type, description, required}: FieldSchema): Json {
  return {description, ...(required === true ? {required} : {}), schema: types[type]}
}

function bodyOf(fields: readonly (readonly [string, FieldSchema])[]): Json {
  const required = fields.flatMap(([name, field]) => (field.required === true ? [name] : []))
  return {
    required: required.length > 0,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          ...(required.length > 0 ? {required} : {}),
          properties: Object.fromEntries(
            fields.map(([name, {type, description}]) => [name, {...types[type], description}]),
          ),
        },
      },
    },
  }
}

function pathParameters({path, route}: DescribedOperation): readonly Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: descriptionOf(name, route.path.includes(`{${name}...}`)),
    schema: {type: 'string'},
  }))
}

function descriptionOf(name: string, isSeveral: boolean): string {
  if (name === 'mount') return 'Any name, such as kmip'
  if (isSeveral) return 'One segment, or several with slashes between them'
  return name === 'name' || name === 'id' ? 'Which one' : `Name of the ${name}`
}

function responsesOf({routeMethod, operation}: DescribedOperation): Json {
  const mayBeEmpty = routeMethod === 'POST' || routeMethod === 'DELETE'
  return {
    200: response('Answer'),
    ...(mayBeEmpty ? {204: response('Done')} : {}),
    400: response('BadRequest'),
    ...(operation.audience === 'everybody' ? {} : {403: response('Forbidden')}),
    404: response('NotFound'),
    default: response('Error'),
  }
}

function response(name: keyof typeof responses): Json {
  return {$ref: `#/components/responses/${name}`}
}

function json(schema: string): Json {
  return {'application/json': {schema: {$ref: `#/components/schemas/${schema}`}}}
}

const responses = {
  Answer: {description: 'Done, with an answer', content: json('Answer')},
  Done: {description: 'Done, with nothing to tell'},
  BadRequest: {description: 'A field that is missing or has a value it cannot have', content: json('Errors')},
  Forbidden: {description: 'The token may not', content: json('Errors')},
  NotFound: {description: 'Not there', content: json('Errors')},
  Error: {description: 'Every other error', content: json('Errors')},
} as const

const width = 120

/** JSON in which whatever fits in a line stands in one. */
export function compactJson(value: unknown, margin = ''): string {
  const line = JSON.stringify(value)
  if (margin.length + line.length <= width || typeof value !== 'object' || value === null) return line
  const inner = `${margin}  `
  const lines = Array.isArray(value)
    ? value.map((item) => `${inner}${compactJson(item, inner)}`)
    : Object.entries(value).map(([name, item]) => `${inner}${JSON.stringify(name)}: ${compactJson(item, inner)}`)
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  return [open, lines.join(',\n'), `${margin}${close}`].join('\n')
}
