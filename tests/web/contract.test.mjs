// The contract is sound: every operation has a sight rule, every reference leads somewhere, objects are closed, examples fit their schema.
import assert from 'node:assert/strict';
import test from 'node:test';
import { contract, validator, writes } from './lib/contract.mjs';

const rules = new Set(['public', 'signed_in', 'by_unit', 'auditor']);
const operations = Object.entries(contract.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })));

test('every operation has a sight rule, an id and a problem answer', () => {
  const ids = new Set();
  for (const { path, method, operation } of operations) {
    assert.ok(rules.has(operation['x-sight']), `${method} ${path} has no sight rule`);
    assert.ok(operation.operationId && !ids.has(operation.operationId), `${method} ${path}: operationId`);
    ids.add(operation.operationId);
    assert.ok(operation.responses.default, `${method} ${path}: no problem answer`);
  }
});

test('every write but sign-in carries the CSRF header', () => {
  for (const { path, method, operation } of operations) {
    if (!writes.has(method) || operation.operationId === 'create_session') continue;
    const refs = (operation.parameters ?? []).map((p) => p.$ref);
    assert.ok(refs.includes('#/components/parameters/csrf'), `${method} ${path}`);
  }
});

test('references lead somewhere, required fields exist, objects are closed', () => {
  const walk = (node, place) => {
    if (node === null || typeof node !== 'object') return;
    if (typeof node.$ref === 'string') {
      const found = node.$ref.slice(2).split('/').reduce((at, key) => at?.[key], contract);
      assert.ok(found, `${place}: ${node.$ref}`);
    }
    if (node.type === 'object' && node.properties) {
      assert.notEqual(node.additionalProperties, undefined, `${place} is open`);
      for (const name of node.required ?? []) assert.ok(name in node.properties, `${place}: required ${name}`);
    }
    for (const [key, child] of Object.entries(node)) if (key !== 'examples' && key !== 'example') walk(child, `${place}/${key}`);
  };
  walk(contract, '');
});

test('examples of schemas fit them', () => {
  let examples = 0;
  for (const [name, schema] of Object.entries(contract.components.schemas)) {
    for (const example of schema.examples ?? []) {
      const check = validator(`#/components/schemas/${name}`);
      assert.ok(check(example), `${name}: ${JSON.stringify(check.errors)}`);
      examples += 1;
    }
  }
  assert.ok(examples >= 5, 'the contract has lost its examples');
});
