import type { Exchange } from './exchange.js'
import type { OperationDoc, ResponseDoc } from './operations.js'
import { ANYWHERE, HEADERS, headersOf, OPERATIONS, PARAMETERS } from './operations.js'

/**
 * The document, with what was seen as its examples.
 *
 * @param $defs The schemas by name.
 */
export function openApiDocument($defs: Readonly<Record<string, unknown>>, seen: readonly Exchange[]): object {
  const moved = JSON.stringify($defs).replaceAll('"#/$defs/', '"#/components/schemas/')
  const schemas = JSON.parse(moved) as object
  const examplesOf = (path: string | undefined, status: string) =>
    seen.filter((each) => each.path === path && each.method !== 'HEAD' && String(each.status) === status)

  const responses = (docs: OperationDoc['responses'], path: string, hasBodies: boolean) =>
    mapped(docs, (doc, status) =>
      // At an alias they would be the same again.
      response(doc, hasBodies ? (isAlias(path) ? [] : examplesOf(path, status)) : undefined),
    )

  return {
    openapi: '3.1.1',
    info: {
      title: 'Health service of react-api-status',
      version: '1',
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'Paths are as they are by default; the option `path` of the service moves those under /api/health. They are ' +
        'the same with a trailing slash. Any method but GET and HEAD is answered by `MethodNotAllowed`, any other ' +
        'path by `NotFound`, a path that is too long by `UriTooLong`. `Accept` chooses the format; one that names ' +
        'none of them gets JSON. Status codes and bodies are those of a service without `statusCodes`, `body` and ' +
        '`format`. Later versions may add fields, headers, error codes and paths; see docs/consuming.md.',
    },
    paths: mapped(OPERATIONS, ({ id, summary, description, parameters = [], responses: docs }, path) => {
      const shared = {
        tags: [isAlias(path) ? 'aliases' : 'health'],
        parameters: parameters.map((name) => ({ $ref: `#/components/parameters/${name}` })),
      }
      return {
        get: { operationId: id, summary, description, ...shared, responses: responses(docs, path, true) },
        head: {
          operationId: `${id}Head`,
          summary: `${summary}, without the body`,
          ...shared,
          responses: responses(docs, path, false),
        },
      }
    }),
    security: [{}, { details: [] }],
    components: {
      schemas,
      securitySchemes: {
        details: {
          type: 'http',
          scheme: 'bearer',
          description:
            'Shows error messages and details, where the service has `bearerToken` as its `showDetails`.',
        },
      },
      parameters: PARAMETERS,
      headers: HEADERS,
      responses: Object.fromEntries(
        Object.entries(ANYWHERE).map(([status, doc]) => [
          doc.name,
          response(doc, examplesOf(undefined, status)),
        ]),
      ),
    },
  }
}

/** @param examples What was seen; `undefined` where there are no bodies. */
function response(doc: ResponseDoc, examples: readonly Exchange[] | undefined): object {
  // OpenAPI has a place of its own for the content type.
  const headers = headersOf(doc).filter((name) => name !== 'content-type')
  const { description, content } = doc
  return {
    description,
    headers: Object.fromEntries(headers.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
    ...(content &&
      examples && {
        content: mapped(content, (schema, mediaType) => ({
          schema: typeof schema === 'string' ? { $ref: `#/components/schemas/${schema}` } : schema,
          ...examplesIn(examples.filter((each) => each.mediaType === mediaType)),
        })),
      }),
  }
}

function examplesIn(seen: readonly Exchange[]): object {
  if (seen.length === 0) return {}
  return { examples: Object.fromEntries(seen.map(({ scene, body }) => [scene.name, { value: body }])) }
}

function isAlias(path: string): boolean {
  return path.startsWith('/health')
}

function mapped<Value, Result>(
  values: Readonly<Record<string, Value>>,
  map: (value: Value, key: string) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value, key)]))
}
