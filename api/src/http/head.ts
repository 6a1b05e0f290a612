import type { Readable } from 'node:stream';
import type { NextFunction, Request, Response } from 'express';

/** Ends an answer to HEAD where its body would begin to stream: nobody gets what would be read to its end, or for ever. */
export function headAlone(request: Request, response: Response, next: NextFunction): void {
  if (request.method === 'HEAD') {
    response.once('pipe', (body: Readable) => {
      body.unpipe(response).destroy();
      response.end();
    });
  }
  next();
}
