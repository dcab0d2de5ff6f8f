// A server with the contract's face and the story's answers, for page tests without the product. It checks every answer against the contract.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { operations } from '../fixtures/api.mjs';
import { answerValidator } from './contract.mjs';

const dist = fileURLToPath(new URL('../../../web/dist', import.meta.url));
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };

const routes = operations.map(([method, template, answer]) => {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map((m) => m[1]);
  return { method, template, answer, names, pattern: new RegExp(`^/api/v1${template.replace(/\{\w+\}/g, '([^/]+)')}$`) };
});

function body(request) {
  return new Promise((resolve) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    // A form is handed on as it came.
    const form = request.headers['content-type']?.startsWith('multipart/');
    request.on('end', () => resolve(form ? { form: Buffer.concat(parts).toString() } : parts.length ? JSON.parse(Buffer.concat(parts)) : {}));
  });
}

function file(url, response) {
  const wanted = normalize(join(dist, decodeURIComponent(url.pathname)));
  const found = wanted.startsWith(dist) && existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(dist, 'index.html');
  // As the product does: what has its hash in its name is kept.
  const kept = url.pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  response.writeHead(200, { 'content-type': types[extname(found)] ?? 'application/octet-stream', 'cache-control': kept });
  createReadStream(found).pipe(response);
}

const userOf = (request) => /limpid_session=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';

/** Starts on a free port. `state.fresh` is the county before its first device; `wrong` collects answers that break the contract. */
export async function startMock(options = {}) {
  const state = { fresh: false, refuse: false, acted: [], asked: {}, streams: new Set(), ...options };
  const wrong = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://mock');
    if (!url.pathname.startsWith('/api/')) return file(url, response);
    state.user = userOf(request);
    if (url.pathname === '/api/v1/events') {
      if (state.refuse) return response.writeHead(503).end();
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(': open\n\n');
      state.streams.add(response);
      request.on('close', () => state.streams.delete(response));
      return undefined;
    }
    const method = request.method.toLowerCase();
    const route = routes.find((r) => r.method === method && r.pattern.test(url.pathname));
    if (!route) return response.writeHead(404, { 'content-type': 'application/problem+json' }).end('{"type":"about:blank","title":"Not Found","status":404,"code":"not_found"}');
    const name = route.template.slice(1);
    state.asked[name] = (state.asked[name] ?? 0) + 1;
    const open = ['/session', '/summary'].includes(route.template);
    if (!open && !state.user) return response.writeHead(401, { 'content-type': 'application/problem+json' }).end('{"type":"about:blank","title":"Unauthorized","status":401,"code":"session.none"}');
    if (method !== 'get' && route.template !== '/session' && request.headers['x-csrf-token'] !== `csrf-${state.user}`) wrong.push(`${method} ${route.template}: no CSRF token`);
    const parameters = { ...Object.fromEntries(url.searchParams), ...Object.fromEntries(route.pattern.exec(url.pathname).slice(1).map((v, i) => [route.names[i], decodeURIComponent(v)])) };
    const answer = route.answer(parameters, state, await body(request));
    const check = answer.body && answerValidator(method, route.template, answer.status);
    if (check && !check(answer.body)) wrong.push(`${method} ${route.template}: ${JSON.stringify(check.errors.slice(0, 3))}`);
    const headers = { 'content-type': answer.status < 400 ? 'application/json' : 'application/problem+json' };
    if (answer.user !== undefined) headers['set-cookie'] = `limpid_session=${answer.user}; Path=/; HttpOnly; SameSite=Strict`;
    response.writeHead(answer.status, headers).end(answer.status === 204 ? undefined : JSON.stringify(answer.body));
    return undefined;
  });
  await new Promise((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`, state, wrong,
    send: (event, data, id = 1) => state.streams.forEach((s) => s.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)),
    cut: () => state.streams.forEach((s) => s.destroy()),
    close: () => new Promise((resolve) => { state.streams.forEach((s) => s.destroy()); server.closeAllConnections(); server.close(resolve); }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const mock = await startMock({ port: Number(process.argv[2] ?? 8088) });
  console.log(mock.address);
}
