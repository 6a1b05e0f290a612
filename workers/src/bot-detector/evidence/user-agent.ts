export type BrowserFamily = 'chromium' | 'firefox' | 'safari';

/** A browser that a User-Agent claims to be: the engine whose TLS it would speak, and its major version. */
export interface ClaimedBrowser {
  readonly family: BrowserFamily;
  readonly version: number;
}

/** A crawler that says so claims no browser, though it names one. */
const DECLARED_BOT = /bot\b|bot\/|crawl|spider|\+https?:/i;

function major(userAgent: string, token: RegExp): number {
  return Number(token.exec(userAgent)?.[1] ?? 0);
}

/**
 * The browser a User-Agent claims to be, or undefined when it claims none that is known. Every browser of iOS is Safari
 * underneath, whatever its name. WebKit on Linux (GNOME Web) also says Safari but speaks GnuTLS, so it is left out.
 */
export function claimedBrowser(userAgent: string): ClaimedBrowser | undefined {
  if (!userAgent.startsWith('Mozilla/5.0 (') || DECLARED_BOT.test(userAgent)) return undefined;
  if (/\b(iPhone|iPad|iPod)\b/.test(userAgent) || /(CriOS|FxiOS|EdgiOS)\//.test(userAgent)) {
    return { family: 'safari', version: major(userAgent, /OS (\d+)_/) };
  }
  if (/Chrome\/\d/.test(userAgent)) {
    // Edge before 79 was no Chromium.
    return userAgent.includes('Edge/') ? undefined : { family: 'chromium', version: major(userAgent, /Chrome\/(\d+)/) };
  }
  if (/Firefox\/\d/.test(userAgent)) return { family: 'firefox', version: major(userAgent, /Firefox\/(\d+)/) };
  if (userAgent.includes('Macintosh') && /Version\/\d+.*Safari\//.test(userAgent)) {
    return { family: 'safari', version: major(userAgent, /Version\/(\d+)/) };
  }
  return undefined;
}
