import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

/** The file of what most pages use. */
const base = 'base';

export default defineConfig({
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            // Most of what every page loads runs at once: compiled beside the page it does not stop it function by function
            // (https://v8.dev/blog/explicit-compile-hints).
            postBanner: ({ name }) => (name === base ? '//# allFunctionsCalledOnLoad' : ''),
            codeSplitting: {
              // A file costs a browser more than its bytes, and more when all of a page's come at once: what most pages use is one,
              // and so is what some share.
              groups: [
                // What the page tells SvelteKit is set before the rest of it is run, which reads it while it begins.
                { name: 'boot', test: /runtime\/client\/payload\.js|preload-helper/, priority: 3 },
                { name: base, minShareCount: 12, priority: 2 },
                { name: 'parts', minShareCount: 3, priority: 1 },
              ],
            },
          },
        },
      },
    },
  },
  plugins: [
    sveltekit({
      adapter: adapter({ fallback: 'index.html', precompress: true }),
      // The page is answered for every path, so what it loads is named from the root.
      paths: { relative: false },
    }),
  ],
});
