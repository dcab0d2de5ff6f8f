// SPDX-License-Identifier: Apache-2.0
// What the end-to-end tests share: temporary directories, the programs, an HJ 212 device written independently of the product.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const bin = path.join(root, process.env.LIMPID_BUILD ?? 'build/release');
export const plan = path.join(root, 'plans/zezhou-2022/plan.txt');

export function temporaryDirectory(t, parent = tmpdir()) {
  const dir = mkdtempSync(path.join(parent, 'limpid-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** Runs a program to its end: {code, out, err}. Never throws for an exit code. */
export function run(program, args, { input, env, timeout = 120_000 } = {}) {
  return new Promise((resolve, reject) => {
    const child = execFile(path.join(bin, program), args,
      { timeout, maxBuffer: 1 << 28, env: { ...process.env, LIMPID_LANG: 'en', ...env } },
      (error, out, err) => {
        if (error && typeof error.code !== 'number') reject(new Error(`${program} ${args.join(' ')}: ${error.message}\n${err}`));
        else resolve({ code: error ? error.code : 0, out, err });
      });
    if (input !== undefined) child.stdin.end(input);
  });
}

export const limpid = (...args) => run('limpid', args);

/** A command that must succeed, its output as JSON. */
export async function json(dir, ...args) {
  const r = await limpid(...args, '--data', dir, '--json');
  if (r.code !== 0) throw new Error(`limpid ${args.join(' ')} ended with ${r.code}: ${r.err}${r.out}`);
  return JSON.parse(r.out);
}

/** Starts `limpid serve` and waits for its ready line. */
export async function serve(t, dir, ...args) {
  const child = spawn(path.join(bin, 'limpid'),
    ['serve', '--data', dir, '--http', '127.0.0.1:0', '--hj212', '127.0.0.1:0', ...args],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LIMPID_LANG: 'en' } });
  const server = { child, log: '', out: '', http: '', hj212: '' };
  server.ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  child.stderr.on('data', (d) => (server.log += d));
  t.after(() => child.kill('SIGKILL'));
  await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no ready line\n' + server.log)), 60_000);
    child.stdout.on('data', (d) => {
      server.out += d;
      if (server.out.includes('\n')) { clearTimeout(timer); resolve(); }
    });
    server.ended.then(({ code }) => { clearTimeout(timer); reject(new Error(`server ended with ${code}\n${server.log}`)); });
  });
  Object.assign(server, JSON.parse(server.out));
  return server;
}

export async function stop(server) {
  const start = Date.now();
  server.child.kill('SIGTERM');
  const end = await server.ended;
  return { ...end, ms: Date.now() - start };
}

// CRC of HJ 212-2017 annex A, bit by bit, so that a fault of the product's table would show.
export function crc16(bytes) {
  let reg = 0xffff;
  for (const b of bytes) {
    reg = (reg >> 8) ^ b;
    for (let i = 0; i < 8; ++i) reg = reg & 1 ? (reg >> 1) ^ 0xa001 : reg >> 1;
  }
  return reg.toString(16).toUpperCase().padStart(4, '0');
}

export function frame(segment) {
  const bytes = Buffer.from(segment);
  return `##${String(bytes.length).padStart(4, '0')}${segment}${crc16(bytes)}\r\n`;
}

const two = (n) => String(n).padStart(2, '0');
/** A JavaScript time as an HJ 212 stamp, UTC+8. */
export function stamp(ms) {
  const d = new Date(ms + 8 * 3600_000);
  return `${d.getUTCFullYear()}${two(d.getUTCMonth() + 1)}${two(d.getUTCDate())}${two(d.getUTCHours())}${two(d.getUTCMinutes())}${two(d.getUTCSeconds())}`;
}

let qnCounter = 0;
export function dataPacket({ mn, time, cn = '2061', st = '21', pw = '123456', values, qn }) {
  qn ??= stamp(Date.now()) + String(qnCounter++ % 1000).padStart(3, '0');
  const items = Object.entries(values).map(([k, v]) => `${k}-Avg=${v},${k}-Flag=N`).join(';');
  return { qn, text: frame(`QN=${qn};ST=${st};CN=${cn};PW=${pw};MN=${mn};Flag=5;CP=&&DataTime=${stamp(time)};${items}&&`) };
}

/** A device's connection: send frames, collect the QN of each 9014. */
export class Device {
  constructor(address) {
    const [host, port] = address.split(':');
    this.acks = [];
    this.text = '';
    this.socket = net.connect(Number(port), host);
    this.connected = new Promise((resolve, reject) => { this.socket.once('connect', resolve); this.socket.once('error', reject); });
    this.closed = new Promise((resolve) => this.socket.once('close', resolve));
    this.socket.on('error', () => {});
    this.socket.unref();                       // a failed test must not keep the runner waiting
    this.socket.on('data', (d) => {
      this.text += d.toString('latin1');        // LLLL counts bytes
      for (let m; (m = /^[^#]*##(\d{4})/.exec(this.text)) && this.text.length >= m[0].length + Number(m[1]) + 6;) {
        const whole = this.text.slice(m[0].length, m[0].length + Number(m[1]));
        this.text = this.text.slice(m[0].length + Number(m[1]) + 6);
        if (whole.includes('CN=9014')) this.acks.push(/QN=(\d+)/.exec(whole)[1]);
      }
    });
  }
  send(text) { this.socket.write(text); }
  async acked(n, timeout = 20_000) {
    const until = Date.now() + timeout;
    while (this.acks.length < n) {
      if (Date.now() > until) throw new Error(`${this.acks.length} of ${n} acknowledged`);
      await sleep(5);
    }
    return this.acks;
  }
  end() { this.socket.destroy(); }
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Polls until `probe` gives something true. */
export async function eventually(probe, timeout = 30_000, every = 200) {
  const until = Date.now() + timeout;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > until) throw new Error('it did not come to pass in time');
    await sleep(every);
  }
}

export const csv = (text) => {
  const [head, ...rows] = text.trim().split('\n').map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(row.map((v, i) => [head[i], v])));
};
