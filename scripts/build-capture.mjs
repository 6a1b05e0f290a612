// Builds what `ja4-sensor run` needs to capture: a compiler, python3 and libpcap's headers must be there.
import { ensureCapture } from './setup/capture.mjs';
import { orExit } from './setup/fail.mjs';

await orExit(ensureCapture);
