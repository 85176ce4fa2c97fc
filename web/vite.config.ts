import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: here,
  plugins: [react(), tailwindcss()],
  resolve: {
    alias: [{ find: /^zod$/, replacement: `${here}api/zod-stand-in.ts` }],
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: 'http://localhost:3000', changeOrigin: false } },
  },
  build: {
    outDir: fileURLToPath(new URL('../dist/web', import.meta.url)),
    emptyOutDir: true,
    // The page's Content-Security-Policy allows scripts and fonts from 'self' only, so nothing is inlined.
    assetsInlineLimit: 0,
    sourcemap: false,
    rolldownOptions: {
      output: {
        // What many pages share comes in one file: each of forty small ones would cost its headers.
        codeSplitting: { groups: [{ name: 'shared', minShareCount: 6, maxModuleSize: 12_000 }] },
      },
    },
  },
});
