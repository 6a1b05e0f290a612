import type { LoggedRequest, RequestPage, RequestSearch } from './requests.types.js';

export class RequestsService {
  search(_search: RequestSearch): Promise<RequestPage> {
    throw new Error('not built yet');
  }

  get(_id: string): Promise<LoggedRequest> {
    throw new Error('not built yet');
  }
}
