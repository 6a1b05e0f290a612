/** Ce que l'API dit de ce qu'elle a trouvé : docs/messages.md explique les clés et les accolades. */

/** Les raisons des détections. */
const reasonSentences = {
  'alpn-mismatch':
    "{requests, number} requêtes sur {all, number} sont en HTTP/2, le handshake n'a proposé que {offered}",
  'anomaly.rare': '{feature} vaut {value, number}, d’habitude {usual, number} (p {p, number}) : {meaning}',
  anomaly: '{feature} vaut {value, number}, d’habitude {usual, number} : {meaning}',
  'anomaly.unknown': '{feature} vaut {value, number}, sans valeur habituelle connue : {meaning}',
  'client-hint-mismatch.absent':
    "aucune des {requests, number} requêtes n'a Sec-CH-UA ni Sec-Fetch-Mode, alors que le User-Agent dit {userAgent}",
  'client-hint-mismatch.present':
    'les {requests, number} requêtes ont toutes Sec-CH-UA, que seul Chromium envoie, alors que le User-Agent dit {userAgent}',
  'cross-host-sweep':
    'les mêmes chemins sur {hosts, number} hôtes ; {failed, number} réponses sur {requests, number} étaient 401, 403, 404 ou 429',
  'distributed-bruteforce':
    "une de {addresses, number} adresses au même handshake qui ne font guère qu'envoyer des connexions : {refused, number} de leurs {attempts, number} tentatives ont été refusées",
  'false-search-engine': "{address} n'est pas une adresse publiée de {bot}, le User-Agent dit {userAgent}",
  'h2-settings-mismatch.browser':
    'HTTP/2 est ouvert avec {fingerprint}, comme le fait {family} ; le User-Agent dit {userAgent}',
  'h2-settings-mismatch.unknown':
    'HTTP/2 est ouvert avec {fingerprint}, comme ne le fait aucun navigateur connu ; le User-Agent dit {userAgent}',
  'handshakes-without-requests':
    "{handshakes, number} handshakes de {ja4s, number} JA4 dans l'heure, {used, number} des connexions ont porté une requête ({requests, number} en tout)",
  'header-order-mismatch':
    "aucune requête n'a ses en-têtes dans l'ordre du navigateur que nomme le User-Agent ({userAgent}), mais comme {order}",
  'ja4-over-many-addresses':
    "{addresses, number} adresses sont venues avec ce handshake de {family} en 24 heures, {share, number, percent} de leurs requêtes se donnent pour celles d'un navigateur, ici {userAgent}",
  'ja4-rotation':
    "l'adresse est venue avec {lists, number} listes de chiffrement différentes dans l'heure sous {userAgents, number} User-Agents",
  'ja4-user-agent-mismatch': 'le handshake est celui de {family} (JA4 {ja4}), le User-Agent dit {userAgent}',
  'login-bruteforce.refused':
    '{refused, number} tentatives de connexion sur {attempts, number} ont été refusées (401, 403 ou 429)',
  'login-bruteforce.answers':
    "{attempts, number} tentatives de connexion dans l'heure, avec des réponses de {sizes, number} tailles en tout",
  'missing-browser-headers':
    "aucune des {requests, number} requêtes n'a Accept-Language ni Sec-Fetch-Mode, alors que le User-Agent dit {userAgent}",
  'pages-without-assets':
    "aucune des {requests, number} requêtes ne demande de style, script, image ou favicon, et aucune n'a de Referer, alors que le User-Agent dit {userAgent}",
  'payload-attack': '{payloads, number} requêtes sur {requests, number} portent une attaque',
  'payload-attack.paths': '{payloads, number} requêtes sur {requests, number} portent une attaque, comme {paths}',
  'request-burst': '{requests, number} requêtes en dix secondes, presque sans styles, scripts ni images',
  'request-rate': '{requests, number} requêtes dans la minute la plus chargée, presque sans styles, scripts ni images',
  'sensitive-path-scanning':
    '{sensitive, number} requêtes de chemins que cherchent les scanners, comme {paths} ; {notFound, number} réponses sur {requests, number} étaient 404',
  'sni-mismatch': '{requests, number} requêtes sont pour {host}, les handshakes ont demandé {names}',
  'tcp-os-mismatch': "le SYN (TTL {ttl}, options {options}) n'est pas celui de Windows, le User-Agent dit {userAgent}",
};

/** Les parts d'un risque, et les étiquettes suggérées. */
const riskSentences = {
  'risk.open-detections': 'Détections qui ne sont pas closes : {detections, number}.',
  'risk.anomaly':
    'Son heure la plus inhabituelle était au-dessus de {share, number, percent} des heures saines ; heures évaluées : {hours, number}.',
  'risk.anomaly.unscored': "Aucun modèle étalonné ne l'a évaluée.",
  'risk.client-identity':
    "{lies, number} requêtes sur {requests, number} se disent d'un navigateur avec un handshake qu'aucun navigateur n'envoie.",
  'risk.client-identity.unknown': "Elle ne se dit d'aucun navigateur avec un handshake connu.",
  'risk.tcp-stack':
    "Dans {lies, number} requêtes sur {requests, number} les paquets viennent d'un autre système que celui du User-Agent.",
  'risk.tcp-stack.unknown': "Le User-Agent et les paquets ne nomment pas tous deux un système d'exploitation.",
  'risk.scanning': 'Requêtes de ce que cherchent les scanners : {requests, number}.',
  'risk.guessing': '{refused, number} connexions sur {attempts, number} ont été refusées.',
  'risk.rotation.one': 'Ses handshakes montrent une seule bibliothèque TLS.',
  'risk.rotation.many': 'Ses handshakes montrent {libraries, number} bibliothèques TLS.',
  'risk.rotation.unknown': 'Aucun handshake connu.',
  'risk.refusals': '{refused, number} réponses sur {requests, number} étaient des refus ou 404.',
  'risk.refusals.few': 'Trop peu de requêtes pour en juger : {requests, number}.',
  'risk.label.legitimate': '{person} la dit légitime.',
  'risk.label.suspicious': '{person} la dit suspecte.',
  'risk.label.bot': '{person} la dit robot.',
  'risk.label.none': "Personne ne l'a étiquetée pour tous les hôtes.",
  'risk.known-good': 'La liste {list} la nomme : {name}.',
  'risk.known-good.none': 'Aucune liste de robots vérifiés ni de réseaux à soi ne la contient.',
  'suggestion.ja4': '{detections, number} détections ouvertes de {addresses, number} adresses le partagent',
  'suggestion.detection': "{address} sur {host} : personne n'en a encore jugé",
};

/** Ce qui est dit des capteurs et de la plateforme. */
const healthSentences = {
  'sensor.revoked': 'Ses clés ont été retirées.',
  'sensor.well': "Il livre ce qu'il voit.",
  'sensor.no-heartbeats': 'Il envoie des événements, mais aucun signe de vie.',
  'sensor.trouble': 'Il dit : {trouble}',
  'sensor.never': "Rien n'est encore venu de lui : `ja4-sensor run` y tourne-t-il ?",
  'sensor.silent': "Rien n'est venu de lui depuis {time, duration} : il ne tourne pas, ou ne peut pas joindre l'API.",
  'sensor.held': "Il garde ses événements jusqu'à ce qu'une personne change quelque chose : {trouble}.",
  'sensor.waiting': 'Ses événements ne passent pas, il essaie encore : {trouble}.',
  'sensor.lag': 'Ses derniers événements avaient {time, duration} à leur arrivée.',
  'sensor.backlog': 'Lots qui attendent sur son hôte : {batches, number}.',
  'sensor.no-handshakes':
    '{requests, number} requêtes https et pas un handshake en 15 minutes : JsonSockLogTLS n’est pas activé, et la capture ne voit pas le port du serveur web.',
  'sensor.no-requests':
    "{handshakes, number} handshakes et pas une requête en 15 minutes : mod_reqin_log n'est pas chargé, ou n'écrit pas dans la socket du capteur.",
  'sensor.help': 'docs/blind-sensor.md dit comment en trouver la cause.',
  'status.queue-away': 'La file {queue} ne peut pas être jointe.',
  'status.quarantine': 'Lots qui ont échoué cinq fois et attendent une personne : {batches, number}.',
  'status.behind': "La corrélation a plus d'une minute de retard.",
  'status.sensor.lagging': 'Le capteur {sensor} est en retard.',
  'status.sensor.blind': 'Le capteur {sensor} est aveugle.',
  'status.sensor.silent': 'Le capteur {sensor} est muet.',
  'status.list-old': 'La liste {list} a {days, number} jours.',
  'status.list-old-import':
    "La liste {list} a été importée il y a {days, number} jours, et rien ne dit l'âge de ses données.",
  'status.list-failed': "La liste {list} n'a pas pu être chargée.",
  'status.jobs-failed': 'Tâches échouées de la file {queue} : {jobs, number}.',
};

/** Des décisions sur les modèles. */
const decisionSentences = {
  'decision.holds': 'tient toutes les épreuves',
  'decision.rate':
    'désigne {share, number, percent} de {rows, number} lignes propres, {target, number, percent} est la cible',
  'decision.canaries': 'trouve {share, number, percent} des canaris, le champion {champion, number, percent}',
  'decision.trees': "la même graine a donné d'autres arbres",
  'decision.first': 'le premier modèle de sa liste de caractéristiques',
  'decision.young': "le champion a vu moins d'un jour",
  'decision.shadow': "un jour dans l'ombre : a désigné {share, number, percent} de {rows, number} lignes",
  'decision.newer': 'le plus récent, {model}, a pris sa place',
  'decision.replaced': '{model} a pris sa place',
  'decision.taught':
    "{features, number} caractéristiques de {scope} ont bougé dans le même sens : ses lignes restent hors de l'entraînement",
};

/** Les noms des campagnes. */
const campaignSentences = {
  'campaign.several': '{addresses, number} adresses sur {host} et {more, number} autres',
  'campaign.one': '{addresses, number} adresses sur {host}',
  'shared.ja4': '{members, number} adresses sur {addresses, number} partagent le handshake',
  'shared.header_order': "{members, number} adresses sur {addresses, number} partagent l'ordre des en-têtes",
  'shared.path_bucket': '{members, number} adresses sur {addresses, number} partagent presque les mêmes chemins',
  'shared.leaves': '{members, number} adresses sur {addresses, number} finissent dans les mêmes feuilles du modèle',
};

export const sentences = {
  ...reasonSentences,
  ...riskSentences,
  ...healthSentences,
  ...decisionSentences,
  ...campaignSentences,
};
