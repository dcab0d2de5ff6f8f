// SPDX-License-Identifier: Apache-2.0
// The workbook of the plan in the layout that staff use, opened without the library that wrote it.
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { json, limpid, plan, serve, temporaryDirectory } from './lib.mjs';

/** Files of a zip archive by name, from its central directory. */
function unzip(bytes) {
  const files = {};
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    const [method, size, name, extra, comment] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + size);
    files[bytes.toString('utf8', at + 46, at + 46 + name)] = (method === 0 ? data : inflateRawSync(data)).toString('utf8');
    at += 46 + name + extra + comment;
  }
  return files;
}

const unescape = (text) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&');

/** Rows of a sheet as texts; a cell that is no text is an error. */
function rows(files, sheet) {
  const strings = [...files['xl/sharedStrings.xml'].matchAll(/<si>(.*?)<\/si>/gs)].map(([, si]) => unescape([...si.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, t]) => t).join('')));
  return [...files[sheet].matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) =>
    [...row.matchAll(/<c r="[A-Z]+\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, attributes, value]) => {
      if (value === undefined) return '';
      assert.match(attributes, /t="s"/, 'every cell is text, numbers too');
      return strings[Number(/<v>(\d+)<\/v>/.exec(value)[1])];
    }));
}

test('the plan is exported as a workbook with one sheet a plan', async (t) => {
  const dir = path.join(temporaryDirectory(t), 'data');
  assert.equal((await limpid('init', '--data', dir, '--plan', plan)).code, 0);
  const account = await json(dir, 'user', 'add', 'audit', '--role', 'auditor', '--generate');
  const server = await serve(t, dir);
  const url = `http://${server.http}/api/v1`;
  const signed = await fetch(`${url}/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name: 'audit', password: account.password }) });
  const headers = { Cookie: signed.headers.get('set-cookie').split(';')[0] };
  const answer = await fetch(`${url}/plans/zezhou-2022/export.xlsx`, { headers });
  assert.equal(answer.status, 200);
  const files = unzip(Buffer.from(await answer.arrayBuffer()));
  const names = [...files['xl/workbook.xml'].matchAll(/<sheet name="([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual(names, ['空气', '水', '土壤']);
  for (const [i, domain] of ['air', 'water', 'soil'].entries()) {
    const sheet = `xl/worksheets/sheet${i + 1}.xml`;
    assert.match(files[sheet], /paperSize="8"[^>]*orientation="landscape"/, 'A3 landscape');
    assert.match(files[sheet], /fitToWidth="1"|<pageSetUpPr fitToPage="1"\/>/);
    const [title, known, head, ...body] = rows(files, sheet);
    const plans = (await (await fetch(`${url}/plans`, { headers })).json()).plans;
    assert.equal(title[0], plans[i].title);
    assert.match(known[0], /\d{4}-\d{2}-\d{2}/);
    assert.deepEqual(head, ['任务类别', '序号', '具体措施', '完成时限', '牵头单位', '配合单位', '备注', '状态']);
    const { items } = await (await fetch(`${url}/plans/zezhou-2022/items?domain=${domain}`, { headers })).json();
    assert.equal(body.length, items.length);
    for (const [n, item] of items.entries()) {
      assert.equal(body[n][1], item.label.zh);
      assert.ok(body[n][2].startsWith(item.title), item.key);
      const lead = item.units.filter((u) => u.role !== 'cooperating').map((u) => u.name).join('、');
      assert.equal(body[n][4], lead, item.key);
      assert.ok(body[n][7].length > 0, 'each row says how it stands');
    }
  }
});
