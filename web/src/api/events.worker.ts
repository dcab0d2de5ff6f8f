// The one event stream of a browser: every tab talks to this worker, only the worker to the server.
interface WorkerScope {
  onconnect: ((event: MessageEvent) => void) | null;
}
const scope = self as unknown as WorkerScope;
const ports = new Set<MessagePort>();
let source: EventSource | undefined;

function tell(message: unknown): void {
  for (const port of ports) port.postMessage(message);
}

function open(): void {
  if (source && source.readyState !== EventSource.CLOSED) return;
  source = new EventSource('/api/v1/events');
  source.onopen = () => tell({ kind: 'open' });
  source.onerror = () => tell({ kind: source?.readyState === EventSource.CLOSED ? 'refused' : 'lost' });
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
      source?.close();
      source = undefined;
    }
  };
  port.postMessage({ kind: source?.readyState === EventSource.OPEN ? 'open' : 'starting' });
};
