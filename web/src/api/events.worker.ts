// The one event stream of a browser: every tab talks to this worker, only the worker to the server.
interface WorkerScope {
  onconnect: ((event: MessageEvent) => void) | null;
}
const scope = self as unknown as WorkerScope;
const ports = new Set<MessagePort>();
let source: EventSource | undefined;
let again: ReturnType<typeof setTimeout> | undefined;
const patience = 5000;

function tell(message: unknown): void {
  for (const port of ports) port.postMessage(message);
}

function open(): void {
  clearTimeout(again);
  if (source && source.readyState !== EventSource.CLOSED) return;
  source = new EventSource('/api/v1/events');
  source.onopen = () => tell({ kind: 'open' });
  // A refusal ends the browser's own attempts; the server may only have been busy.
  source.onerror = () => {
    const refused = source?.readyState === EventSource.CLOSED;
    tell({ kind: refused ? 'refused' : 'lost' });
    if (refused) again = setTimeout(open, patience);
  };
  for (const kind of ['change', 'clock']) {
    source.addEventListener(kind, (event) => tell({ kind, data: (event as MessageEvent<string>).data }));
  }
}

scope.onconnect = (event) => {
  const port = event.ports[0];
  ports.add(port);
  port.onmessage = (message: MessageEvent<string>) => {
    if (message.data === 'open') open();
    if (message.data === 'bye') ports.delete(port);
    if (message.data === 'close') {
      clearTimeout(again);
      source?.close();
      source = undefined;
    }
  };
  port.postMessage({ kind: source?.readyState === EventSource.OPEN ? 'open' : 'starting' });
};
