import { onBeforeUnmount, onMounted, ref, useTemplateRef, type Ref } from 'vue';

/** The width of the element with this template ref, never below `least`: charts draw in pixels, not in a stretched view box. */
export function useWidth(name: string, least: number): Ref<number> {
  const root = useTemplateRef<HTMLElement>(name);
  const width = ref(least);
  let observer: ResizeObserver | undefined;
  onMounted(() => {
    observer = new ResizeObserver(([entry]) => (width.value = Math.max(least, Math.floor(entry.contentRect.width))));
    observer.observe(root.value!);
  });
  onBeforeUnmount(() => observer?.disconnect());
  return width;
}
