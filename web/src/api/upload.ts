// A plan document on its way to the server, with what has been sent so far; fetch has no words for that.
import { ApiError, csrfToken } from './client';
import type { Problem } from './types';

export interface Sending {
  done: Promise<string>;
  abort: () => void;
}

function problemOf(request: XMLHttpRequest): Problem {
  try {
    const body = JSON.parse(request.responseText) as Problem;
    if (body.code) return body;
  } catch {
    // A proxy before the server answers in its own words.
  }
  return { type: 'about:blank', title: request.statusText || 'unreachable', status: request.status, code: request.status ? `http.${request.status}` : 'unreachable' };
}

/** Sends the file; `progress` gets 0 … 1. Resolves to the id of its reading. */
export function sendPlan(file: File, progress: (share: number) => void): Sending {
  const request = new XMLHttpRequest();
  const done = new Promise<string>((resolve, reject) => {
    request.upload.onprogress = (event) => progress(event.lengthComputable && event.total ? event.loaded / event.total : 0);
    request.onload = () => {
      if (request.status === 202) resolve((JSON.parse(request.responseText) as { reading: string }).reading);
      else reject(new ApiError(problemOf(request)));
    };
    request.onerror = () => reject(new ApiError(problemOf(request)));
    request.onabort = () => reject(new ApiError({ type: 'about:blank', title: 'aborted', status: 0, code: 'aborted' }));
  });
  request.open('POST', '/api/v1/plans');
  request.setRequestHeader('Accept', 'application/json');
  request.setRequestHeader('X-CSRF-Token', csrfToken());
  const form = new FormData();
  form.append('file', file, file.name);
  request.send(form);
  return { done, abort: () => request.abort() };
}
