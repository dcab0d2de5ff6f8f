// A box that scrolls sideways can be reached and scrolled by keyboard; one that does not is no tab stop.
import type { Directive } from 'vue';

const watchers = new WeakMap<HTMLElement, ResizeObserver>();

function settle(box: HTMLElement): void {
  if (box.scrollWidth > box.clientWidth) box.setAttribute('tabindex', '0');
  else box.removeAttribute('tabindex');
}

export const scrollx: Directive<HTMLElement> = {
  mounted(box) {
    const watcher = new ResizeObserver(() => settle(box));
    watcher.observe(box);
    if (box.firstElementChild) watcher.observe(box.firstElementChild);
    watchers.set(box, watcher);
    settle(box);
  },
  updated: settle,
  beforeUnmount: (box) => watchers.get(box)?.disconnect(),
};
