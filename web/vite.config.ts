import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

// Chrome 87 is what WeChat and DingTalk browsers are still built on.
const target = process.env.LIMPID_SERVER ?? 'http://127.0.0.1:8080';
// The server takes writes from pages of its own address only.
const own = { target, changeOrigin: true, headers: { origin: target } };
const proxy = { '/api': own };

export default defineConfig({
  plugins: [vue()],
  build: {
    target: 'chrome87',
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      output: {
        advancedChunks: {
          groups: [
            { name: 'map', test: /node_modules[\\/](ol|rbush|earcut|color-)/ },
            { name: 'chart', test: /node_modules[\\/](echarts|zrender)/ },
            { name: 'vue', test: /node_modules[\\/](vue|@vue|vue-router|vue-i18n|@intlify)/ },
          ],
        },
      },
    },
  },
  server: { proxy },
  preview: { proxy },
  test: { include: ['src/**/*.test.ts'], environment: 'node', reporters: ['default', './scripts/counts.ts'] },
});
