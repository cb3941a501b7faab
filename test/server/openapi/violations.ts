import type { ValidateFunction } from 'ajv/dist/2020.js'
import { Ajv2020 } from 'ajv/dist/2020.js'

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/

/** Compiling takes longer than a hundred values. */
const compiled = new WeakMap<object, ValidateFunction>()

/** What a value has that its schema does not allow, in words. Empty when all is well. */
export function violations(schema: object, value: unknown): readonly string[] {
  const validate = compiled.get(schema) ?? compile(schema)
  compiled.set(schema, validate)
  if (validate(value)) return []
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  )
}

function compile(schema: object): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false })
  ajv.addFormat('date-time', RFC_3339).addVocabulary(['x-audience'])
  return ajv.compile(schema)
}
