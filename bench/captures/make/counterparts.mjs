// What a client says before TLS, and the least that a server must answer to hear it. No answer is needed after that: the
// ClientHello has come, and the connection is closed.
import net from 'node:net';

const socksReply = Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
// ExtendedResponse with resultCode success (RFC 4511 section 4.12).
const ldapReply = Buffer.from('300c02010178070a010004000400', 'hex');
const xmppStream =
  "<?xml version='1.0'?><stream:stream xmlns:stream='http://etherx.jabber.org/streams' id='1' version='1.0'>";
const xmppFeatures = "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>";
const xmppProceed = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

/** By port: the greeting, and for each message of the client its answer. */
const dialogues = new Map([
  [25, ['220 mail\r\n', '250-mail\r\n250 STARTTLS\r\n', '220 go\r\n']],
  [21, ['220 ftp\r\n', '211-Features:\r\n AUTH TLS\r\n211 End\r\n', '234 go\r\n']],
  [110, ['+OK pop\r\n', '+OK go\r\n']],
  [143, ['* OK imap\r\n', '* CAPABILITY IMAP4rev1 STARTTLS\r\n. OK done\r\n', '. OK go\r\n']],
  [389, ['', ldapReply]],
  [1080, ['', Buffer.from([5, 0]), socksReply]],
  [1081, ['', Buffer.from([0, 0x5a, 0, 0, 0, 0, 0, 0])]],
  [3128, ['', 'HTTP/1.1 200 OK\r\n\r\n']],
  [5222, ['', xmppStream + xmppFeatures, xmppProceed]],
  [5432, ['', 'S']],
]);

for (const [port, [greeting, ...answers]] of dialogues) {
  const server = net.createServer((socket) => {
    const left = [...answers];
    if (greeting) socket.write(greeting);
    socket.on('error', () => {});
    socket.on('data', () => {
      const answer = left.shift();
      if (answer === undefined) socket.end();
      else socket.write(answer);
    });
  });
  server.listen(port, '::');
}
