// The shop: pages, pictures, a small JSON API, a feed, and a login that knows one password.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

const PRODUCTS = Array.from({ length: 24 }, (_, index) => ({
  id: index + 1,
  name: `${['Oak', 'Linen', 'Copper', 'Clay', 'Wool', 'Glass'][index % 6]} ${['bowl', 'lamp', 'chair', 'mug'][index % 4]}`,
  price: 12 + ((index * 37) % 90),
}));
const CATEGORIES = ['kitchen', 'living', 'garden'];

function pngChunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

/** A picture of one colour. */
function png(side, red, green, blue) {
  const header = Buffer.from([0, 0, 0, side, 0, 0, 0, side, 8, 2, 0, 0, 0]);
  const row = Buffer.from([0, ...Array.from({ length: side }, () => [red, green, blue]).flat()]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: side }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', pixels),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

const page = (title, body) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title} - Shop</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="/favicon.ico">
<link rel="stylesheet" href="/assets/shop.css"><script src="/assets/shop.js" defer></script></head>
<body><header><a href="/"><img src="/assets/logo.png" alt="Shop" width="48"></a>
${CATEGORIES.map((name) => `<a href="/category/${name}">${name}</a>`).join(' ')}
<a href="/about">About</a> <a href="/login">Sign in</a></header>
<main><h1>${title}</h1>${body}</main><footer id="stock"></footer></body></html>
`;

const card = ({ id, name, price }) =>
  `<p><a href="/products/${id}"><img src="/images/${id}.png" alt="" width="64"> ${name}</a> ${price} EUR</p>`;

const LOGIN_FORM = `<form method="post" action="/login"><input name="user"><input name="password" type="password">
<button>Sign in</button></form>`;

// Answers 303 to the one right password, 401 to all others.
const LOGIN_CGI = `#!/bin/sh
if [ "$REQUEST_METHOD" != POST ]; then
  printf 'Content-Type: text/html\\n\\n'; cat "$SHOP_ROOT/login-form.html"; exit
fi
body=$(head -c "\${CONTENT_LENGTH:-0}")
case "$body" in
*password=correct-horse*) printf 'Status: 303 See Other\\nLocation: /account\\nSet-Cookie: session=1; Secure; HttpOnly\\n\\n' ;;
*) printf 'Status: 401 Unauthorized\\nContent-Type: text/html\\n\\n<p>Wrong name or password.</p>\\n' ;;
esac
`;

/** Writes the site below `root` (htdocs, cgi) and returns nothing. */
export function writeSite(root) {
  const write = (path, content) => {
    const file = join(root, 'htdocs', path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, content);
  };
  write('index.html', page('Welcome', PRODUCTS.slice(0, 8).map(card).join('\n')));
  for (const [index, name] of CATEGORIES.entries())
    write(
      `category/${name}.html`,
      page(
        name,
        PRODUCTS.slice(index * 8, index * 8 + 8)
          .map(card)
          .join('\n'),
      ),
    );
  for (const product of PRODUCTS) {
    const related = PRODUCTS.filter(({ id }) => id !== product.id && id % 6 === product.id % 6);
    write(
      `products/${product.id}.html`,
      page(product.name, `${card(product)}<h2>Related</h2>${related.map(card).join('\n')}`),
    );
    write(
      `images/${product.id}.png`,
      png(64, (product.id * 53) % 256, (product.id * 101) % 256, (product.id * 17) % 256),
    );
  }
  write('about.html', page('About', '<p>A small shop on a test network.</p>'));
  write('account.html', page('Your account', '<p>No orders yet.</p>'));
  write('search.html', page('Search', PRODUCTS.slice(3, 9).map(card).join('\n')));
  write('assets/shop.css', 'body{font:16px sans-serif;max-width:60rem;margin:auto}header a{margin-right:1rem}\n');
  write(
    'assets/shop.js',
    `fetch('/api/stock.json').then((r) => r.json()).then((s) => (document.getElementById('stock').textContent = s.open + ' in stock'));\n`,
  );
  write('assets/logo.png', png(48, 30, 90, 160));
  write('favicon.ico', png(16, 30, 90, 160));
  write('api/stock.json', JSON.stringify({ open: 412 }));
  write('api/products.json', JSON.stringify(PRODUCTS));
  for (const product of PRODUCTS) write(`api/products/${product.id}.json`, JSON.stringify(product));
  write('robots.txt', 'User-agent: *\nDisallow: /account\nDisallow: /login\n');
  write(
    'sitemap.xml',
    `<urlset>${PRODUCTS.map(({ id }) => `<url><loc>/products/${id}</loc></url>`).join('')}</urlset>\n`,
  );
  write('feed.xml', '<rss version="2.0"><channel><title>Shop news</title></channel></rss>\n');
  write('healthz', 'ok\n');
  write('not-found.html', page('Not found', '<p>There is no such page.</p>'));
  mkdirSync(join(root, 'cgi'), { recursive: true });
  writeFileSync(join(root, 'cgi/login-form.html'), page('Sign in', LOGIN_FORM));
  writeFileSync(join(root, 'cgi/login'), LOGIN_CGI);
  chmodSync(join(root, 'cgi/login'), 0o755);
}
