// Reads api/openapi.yaml and compiles validators for its schemas.
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

export const contract = parse(readFileSync(new URL('../../../api/openapi.yaml', import.meta.url), 'utf8'));
export const writes = new Set(['post', 'put', 'patch', 'delete']);

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addFormat('int64', { type: 'number', validate: Number.isSafeInteger });
ajv.addSchema({ $id: 'contract', components: contract.components });

const compiled = new Map();
/** A validator for a JSON pointer into the contract. */
export function validator(pointer) {
  if (!compiled.has(pointer)) compiled.set(pointer, ajv.compile({ $ref: `contract${pointer}` }));
  return compiled.get(pointer);
}

/** The schema of an answer: method, path template, status. */
export function answerValidator(method, template, status) {
  const responses = contract.paths[template]?.[method]?.responses;
  if (!responses) throw new Error(`the contract has no ${method} ${template}`);
  const key = responses[status] ? String(status) : 'default';
  const response = responses[key].$ref ? contract.components.responses.Problem : responses[key];
  const schema = Object.entries(response.content ?? {}).find(([type]) => type.includes('json'))?.[1].schema;
  if (!schema) return undefined;
  const id = `${method} ${template} ${key}`;
  if (!compiled.has(id)) {
    compiled.set(id, ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"contract#/components'))));
  }
  return compiled.get(id);
}
