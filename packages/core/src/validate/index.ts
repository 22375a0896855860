export type { Bound } from './bound.ts';
export { checkSchema, compileSchema, type SchemaCheck } from './compile-schema.ts';
export { createValidate } from './create-validate.ts';
export { createPartialJson, type PartialJson, type PartialValue } from './partial-json.ts';
export { reaskMessages } from './reask-messages.ts';
export {
  repairJson,
  type AcceptValue,
  type CutMember,
  type Repair,
  type RepairedJson,
  type RepairOptions,
} from './repair/index.ts';
export { schemaInWords } from './schema-in-words.ts';
export { unknownKeywords } from './unknown-keywords.ts';
export type { Draft, Validate, Verdict } from './validate.ts';
