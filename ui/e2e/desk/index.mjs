// The tests of the pages where analysts decide and admins look after the platform.
import './inbox.mjs';
import './detection.mjs';
import './detector.mjs';
import './platform.mjs';
import './access.mjs';
import './accessible.mjs';
import './tasks.mjs';
