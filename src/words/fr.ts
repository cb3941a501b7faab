import { plural } from './grammar/plural.js'
import type { Words } from './grammar/words.js'

// A narrow no-break space, `\u202f`, stands before a colon, as in all that `Intl` writes.

const kept = 'Votre saisie reste sur cette page, mais l’enregistrement peut échouer pour le moment.'
const unclear = 'L’état du service ne peut pas être déterminé.'

/** Every text in French. */
export const fr: Words = {
  locale: 'fr',
  gap: ' ',
  indicator: {
    checking: 'Vérification de l’état',
    healthy: 'Tout fonctionne',
    degraded: 'Quelques problèmes',
    unhealthy: 'Problèmes importants',
    offline: 'Vous êtes hors ligne',
    unknown: 'État inconnu',
    maintenance: 'Maintenance',
    'read-only': 'Lecture seule',
    'not-ready': 'Démarrage en cours',
    unreachable: 'Serveur injoignable',
    timeout: 'Serveur injoignable',
  },
  trouble: {
    maintenance: {
      title: 'Une maintenance est en cours.',
      detail:
        'Jusqu’à sa fin, certaines fonctions peuvent être indisponibles. Votre saisie reste sur cette page.',
    },
    'read-only': {
      title: 'Les modifications ne peuvent pas être enregistrées pour le moment.',
      detail: 'Vous pouvez toujours tout consulter. Votre saisie reste sur cette page.',
    },
    component: {
      title: 'Certaines fonctions sont indisponibles pour le moment.',
      detail: 'Tout ce qui n’en dépend pas continue de fonctionner.',
    },
    'not-ready': {
      title: 'Le service est en train de démarrer.',
      detail: 'Cela prend généralement moins d’une minute. Votre saisie reste sur cette page.',
    },
    reported: {
      title: 'Le service signale des problèmes.',
      detail: 'Certaines actions peuvent être lentes ou échouer.',
    },
    timeout: { title: 'Le serveur met trop de temps à répondre.', detail: kept },
    unreachable: { title: 'Le serveur est injoignable.', detail: kept },
    'server-error': { title: 'Le serveur rencontre un problème.', detail: kept },
    'device-offline': {
      title: 'Vous êtes hors ligne.',
      detail: 'Votre saisie reste sur cette page. Tout reprendra de lui-même au retour de la connexion.',
    },
    'captive-portal': {
      title: 'Ce réseau demande de s’identifier.',
      detail: 'Ouvrez sa page d’identification dans un autre onglet. Votre saisie reste sur cette page.',
    },
    'invalid-response': { title: unclear, detail: 'Le service fonctionne peut-être normalement.' },
    misconfigured: { title: unclear, detail: 'Le service fonctionne peut-être normalement.' },
    'needs-auth': { title: unclear, detail: 'Vous identifier à nouveau peut aider.' },
    'rate-limited': {
      title: 'Le service demande des vérifications moins fréquentes.',
      detail: 'Les problèmes déjà constatés durent peut-être encore.',
    },
    downToo: 'De plus, certaines fonctions sont indisponibles. Votre saisie reste sur cette page.',
    affected: (names) => `Cela concerne ${names}.`,
    more: (count, locale) =>
      plural(locale, count, { one: '# autre composant', other: '# autres composants' }),
    endsAt: (time) => `Fin prévue\u202f: ${time}.`,
    recovered: 'Tout fonctionne à nouveau.',
    backOnline: 'Vous êtes de nouveau en ligne.',
  },
  banner: {
    label: 'Message sur le service',
    nextTry: (time) => `Prochain essai dans ${time}`,
    trying: 'Vérification en cours…',
    retry: 'Réessayer maintenant',
    retrying: 'Vérification…',
    noChange: 'Vérification faite\u202f: rien n’a changé.',
    dismiss: 'Masquer',
    allAffected: 'Tout ce qui est concerné',
  },
  age: {
    lastReport: (ago) => `Dernier rapport\u202f: ${ago}`,
    lastChecked: (ago) => `Dernière vérification\u202f: ${ago}`,
    neverChecked: 'Pas encore vérifié',
    justNow: 'à l’instant',
  },
  gate: {
    feature: {
      title: 'Cette partie est indisponible pour le moment.',
      detail: 'Elle reviendra d’elle-même.',
    },
    readOnly: {
      title: 'Rien ne peut être enregistré pour le moment.',
      detail: 'Votre saisie reste ici jusqu’à ce que l’enregistrement soit à nouveau possible.',
    },
  },
  startup: {
    connecting: 'Connexion en cours…',
    waking: { title: 'Le serveur se réveille.', detail: 'Cela prend généralement moins d’une minute.' },
    offline: {
      title: 'Vous êtes hors ligne.',
      detail: 'Cette page démarrera d’elle-même au retour de la connexion.',
    },
    portal: {
      title: 'Ce réseau demande de s’identifier.',
      detail:
        'Ouvrez sa page d’identification dans un autre onglet. Cette page démarrera ensuite d’elle-même.',
    },
    failed: {
      title: 'Le serveur n’est pas prêt.',
      detail:
        'Vous pouvez continuer sans lui. Ce que vous voyez n’est peut-être plus à jour, et l’enregistrement peut échouer.',
    },
    elapsed: (time) => `Temps d’attente\u202f: ${time}`,
    retry: 'Réessayer',
    retrying: 'Nouvel essai…',
    noAnswer: 'Nouvel essai fait\u202f: la page n’est pas encore prête.',
    ready: 'La page est prête.',
    skip: 'Continuer sans le serveur',
  },
  components: {
    label: 'Composants',
    status: {
      healthy: 'Fonctionne',
      degraded: 'Quelques problèmes',
      unhealthy: 'Ne fonctionne pas',
      unknown: 'État inconnu',
    },
    others: 'Autres',
    none: 'Aucun composant n’est encore connu.',
  },
  timeline: {
    label: 'Historique',
    seenFromHere: 'Vu depuis ce navigateur',
    summary: (share, days) => `Sur ${days}, tout fonctionnait lors de ${share} des vérifications.`,
    none: 'Rien n’a encore été relevé.',
    status: {
      healthy: 'Bon fonctionnement',
      degraded: 'Quelques problèmes',
      unhealthy: 'Problèmes importants',
      offline: 'Hors ligne',
      unknown: 'État inconnu',
    },
    oneDay: (date, found) => `${date}\u202f: ${found}`,
    finding: (status, share) => `${status} lors de ${share} des vérifications`,
    noData: 'Aucune donnée',
    asTable: 'Afficher sous forme de tableau',
    day: 'Jour',
    checks: 'Vérifications',
  },
  latency: {
    label: 'Temps de réponse',
    summary: (latest, usual, longest) =>
      `Dernier\u202f: ${latest}, habituel\u202f: ${usual}, maximal\u202f: ${longest}.`,
    beyond: (limit) => `Un point au bord supérieur est une réponse qui a pris plus de ${limit}.`,
    none: 'Rien n’a encore été mesuré.',
  },
  maintenance: {
    label: 'Maintenance',
    underWay: {
      title: 'Une maintenance est en cours.',
      detail:
        'Jusqu’à sa fin, certaines fonctions peuvent être indisponibles. Votre saisie reste sur cette page.',
    },
    planned: (start) => `Une maintenance est prévue. Début\u202f: ${start}.`,
    about: (title) => `Objet\u202f: «\u202f${title}\u202f».`,
    affected: (names) => `Cela concerne ${names}.`,
    startsIn: (time) => `Début dans ${time}`,
    endsIn: (time) => `Fin dans ${time}`,
    overdue: 'La maintenance dure plus longtemps que prévu.',
    dismiss: 'Masquer',
  },
  update: {
    label: 'Mise à jour',
    title: 'Une nouvelle version est prête.',
    detail: 'Rechargez la page quand cela vous convient, après avoir enregistré votre saisie.',
    reload: 'Recharger',
    dismiss: 'Plus tard',
  },
  panel: {
    title: 'État du service',
    plannedMaintenance: 'Maintenance prévue',
    check: 'Vérifier maintenant',
    checking: 'Vérification…',
  },
}
