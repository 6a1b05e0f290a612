/** The style sheet of the reference page. */
export const referenceStyle = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0; display: grid; grid-template-columns: 15rem minmax(0, 1fr); }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1rem; box-sizing: border-box; }
nav h2 { font-size: 1rem; margin: 0.8rem 0 0; }
nav ul { list-style: none; margin: 0; padding: 0; font-size: 0.85rem; }
main { padding: 1rem 2rem; max-width: 70rem; }
article { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: 0.5rem 0; }
article p { white-space: pre-line; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
td { vertical-align: top; padding: 0.2rem 0.6rem 0.2rem 0; overflow-wrap: anywhere; }
dt { float: left; clear: left; width: 3rem; font-weight: 600; }
dd { margin: 0 0 0.2rem 3rem; }
pre { overflow: auto; padding: 0.6rem; background: color-mix(in srgb, currentColor 7%, transparent); }
.media { opacity: 0.75; font-size: 0.85rem; }
@media (max-width: 50rem) { body { display: block; } nav { position: static; height: auto; } }
`;
