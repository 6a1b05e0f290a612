import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RequestHandler } from 'express';

const compress = promisify(gzip);
/** Names that the build gives: nothing above the directory has one. */
const named = /^(?:\/[\w-]+)*\/[\w-][\w.-]*\.(js|css)$/;

/** Serves scripts and style sheets whose names change with their content, compressed once each and kept for whoever comes next. */
export function compressedFiles(directory: string): RequestHandler {
  const files = new Map<string, Promise<Buffer>>();
  return async (request, response, next) => {
    const [, type] = named.exec(request.path) ?? [];
    if (!type || !request.acceptsEncodings('gzip')) {
      next();
      return;
    }
    let file = files.get(request.path);
    if (!file) {
      file = readFile(join(directory, request.path)).then((content) => compress(content));
      files.set(request.path, file);
    }
    try {
      const body = await file;
      response.vary('Accept-Encoding').set('Content-Encoding', 'gzip');
      response.type(type).set('Cache-Control', 'public, max-age=31536000, immutable').send(body);
    } catch {
      // It is no file: what comes next says so.
      files.delete(request.path);
      next();
    }
  };
}
