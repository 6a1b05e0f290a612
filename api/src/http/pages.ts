import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Router, type NextFunction, type Request, type Response } from 'express';
import sirv from 'sirv';
import { referencePage, type ApiDocument } from '../reference/reference-page.js';
import { referenceStyle } from '../reference/reference-style.js';

/** Where the files that this API serves stand: the root of the installation. */
export const rootDir = join(import.meta.dirname, '..', '..', '..');

/** Headers of every answer: nothing may be framed, sniffed or loaded from elsewhere. */
export function securityHeaders(scriptHashes: readonly string[]) {
  const scripts = ["'self'", ...scriptHashes].join(' ');
  const policy = `default-src 'self'; script-src ${scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;
  return (_request: Request, response: Response, next: NextFunction): void => {
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'same-origin');
    next();
  };
}

/** Returns the CSP hashes of the inline scripts of the dashboard's page: its boot script. */
function inlineScriptHashes(page: string): string[] {
  return [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
}

/**
 * The dashboard: files under a path of their content's hash never change, everything else is its one page. The build left
 * the compressed form of each file beside it.
 */
export function dashboard(directory: string): { router: Router; scriptHashes: string[] } {
  const page = readFileSync(join(directory, 'index.html'), 'utf8');
  const router = Router();
  router.get(
    '/{*file}',
    (request, _response, next) => {
      // A server may ignore it (RFC 9110, 14.2); sirv breaks the connection off when it ends before it begins.
      delete request.headers.range;
      next();
    },
    sirv(directory, {
      // A list of the files as they were at the start ends the process when one of them is gone since: an upgrade replaces them.
      dev: true,
      brotli: true,
      gzip: true,
      etag: true,
      extensions: [],
      setHeaders: (response, path) => {
        if (path.startsWith('/_app/immutable/')) {
          response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
        }
      },
    }),
  );
  router.get('/{*page}', (request, response, next) => {
    if (/^\/(v1|docs|_app)\//.test(request.path) || !request.accepts('html')) {
      next();
      return;
    }
    // Every page but the one to sign in begins with who is signed in: that comes while its scripts do.
    if (request.path !== '/login') response.setHeader('Link', '</v1/session>; rel=preload; as=fetch; crossorigin');
    response.type('html').setHeader('Cache-Control', 'no-cache').send(page);
  });
  return { router, scriptHashes: inlineScriptHashes(page) };
}

/** No page of the reference runs or loads anything but its style sheet. */
const referencePolicy =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The specification as JSON and as a page to read, and the pages of docs to which it and the answers refer. */
export function documents(specification: ApiDocument): Router {
  const router = Router();
  const reference = referencePage(specification);
  const asPage = { root: join(rootDir, 'docs'), acceptRanges: false };
  router.get('/docs', (_request, response) => {
    response.type('html').setHeader('Content-Security-Policy', referencePolicy).send(reference);
  });
  router.get('/docs/reference.css', (_request, response) => {
    response.type('css').send(referenceStyle);
  });
  router.get('/openapi.json', (_request, response) => {
    response.json(specification);
  });
  for (const page of ['filters', 'blind-sensor']) {
    router.get(`/docs/${page}`, (_request, response) => {
      response.type('text/markdown').sendFile(`${page}.md`, asPage);
    });
  }
  router.get('/docs/:folder/:page', (request, response, next) => {
    const { folder, page } = request.params;
    if (!/^(problems|reasons)$/.test(folder) || !/^[a-z0-9-]+$/.test(page)) {
      next();
      return;
    }
    response.type('text/markdown').sendFile(`${folder}/${page}.md`, asPage, (error) => {
      if (error) next();
    });
  });
  return router;
}
