// expected.json: what the sample holds by client address, counted from the records themselves.

/** @returns {{ total_requests: number, tls_requests: number, clients: object[] }} clients in the order of the actors */
export function expectedFrom(records, actors) {
  const isTls = ({ scheme }) => scheme === 'https';
  const clients = actors.map(({ address, label, client, user_agent_family }) => {
    const own = records.filter(({ src_ip }) => src_ip === address);
    const connections = new Set(own.filter(isTls).map(({ conn_id }) => conn_id));
    const requests = {
      requests: own.length,
      tls_requests: own.filter(isTls).length,
      tls_connections: connections.size,
    };
    return { address, label, client, user_agent_family, ...requests };
  });
  return { total_requests: records.length, tls_requests: records.filter(isTls).length, clients };
}
