import { plural } from './grammar/plural.js'
import type { Words } from './grammar/words.js'

const kept = 'Ihre Eingaben bleiben auf dieser Seite, das Speichern kann aber vorerst fehlschlagen.'
const unclear = 'Der Zustand des Dienstes lässt sich nicht feststellen.'

/** Every text in German. */
export const de: Words = {
  locale: 'de',
  gap: ' ',
  indicator: {
    checking: 'Status wird geprüft',
    healthy: 'Alles funktioniert',
    degraded: 'Einzelne Störungen',
    unhealthy: 'Erhebliche Störungen',
    offline: 'Sie sind offline',
    unknown: 'Status unbekannt',
    maintenance: 'Wartung',
    'read-only': 'Nur lesbar',
    'not-ready': 'Startet gerade',
    unreachable: 'Server nicht erreichbar',
    timeout: 'Server nicht erreichbar',
  },
  trouble: {
    maintenance: {
      title: 'Zurzeit finden Wartungsarbeiten statt.',
      detail: 'Bis zu deren Ende funktioniert womöglich nicht alles. Ihre Eingaben bleiben auf dieser Seite.',
    },
    'read-only': {
      title: 'Änderungen lassen sich zurzeit nicht speichern.',
      detail: 'Lesen können Sie weiterhin alles. Ihre Eingaben bleiben auf dieser Seite.',
    },
    component: {
      title: 'Einiges funktioniert zurzeit nicht.',
      detail: 'Was nicht davon abhängt, funktioniert weiter.',
    },
    'not-ready': {
      title: 'Der Dienst startet gerade.',
      detail: 'Das dauert meist weniger als eine Minute. Ihre Eingaben bleiben auf dieser Seite.',
    },
    reported: {
      title: 'Der Dienst meldet Störungen.',
      detail: 'Einiges kann langsam sein oder fehlschlagen.',
    },
    timeout: { title: 'Der Server braucht zu lange für eine Antwort.', detail: kept },
    unreachable: { title: 'Der Server ist nicht erreichbar.', detail: kept },
    'server-error': { title: 'Der Server hat ein Problem.', detail: kept },
    'device-offline': {
      title: 'Sie sind offline.',
      detail:
        'Ihre Eingaben bleiben auf dieser Seite. Sobald Sie wieder online sind, geht es von selbst weiter.',
    },
    'captive-portal': {
      title: 'Dieses Netz verlangt eine Anmeldung.',
      detail: 'Öffnen Sie seine Anmeldeseite in einem anderen Tab. Ihre Eingaben bleiben auf dieser Seite.',
    },
    'invalid-response': { title: unclear, detail: 'Vielleicht funktioniert der Dienst wie gewohnt.' },
    misconfigured: { title: unclear, detail: 'Vielleicht funktioniert der Dienst wie gewohnt.' },
    'needs-auth': { title: unclear, detail: 'Vielleicht hilft es, sich erneut anzumelden.' },
    'rate-limited': {
      title: 'Der Dienst bittet darum, seltener zu prüfen.',
      detail: 'Bekannte Störungen können noch andauern.',
    },
    downToo: 'Einiges funktioniert gar nicht. Ihre Eingaben bleiben auf dieser Seite.',
    affected: (names) => `Betroffen: ${names}.`,
    more: (count, locale) =>
      plural(locale, count, { one: '# weitere Komponente', other: '# weitere Komponenten' }),
    endsAt: (time) => `Voraussichtliches Ende: ${time}.`,
    recovered: 'Alles funktioniert wieder.',
    backOnline: 'Sie sind wieder online.',
  },
  banner: {
    label: 'Meldung zum Dienst',
    nextTry: (time) => `Nächster Versuch in ${time}`,
    trying: 'Wird geprüft\u00a0…',
    retry: 'Jetzt prüfen',
    retrying: 'Wird geprüft\u00a0…',
    noChange: 'Geprüft: Es hat sich nichts geändert.',
    dismiss: 'Ausblenden',
    allAffected: 'Alles Betroffene',
  },
  age: {
    lastReport: (ago) => `Letzter Bericht: ${ago}`,
    lastChecked: (ago) => `Zuletzt geprüft: ${ago}`,
    justNow: 'gerade eben',
    neverChecked: 'Noch nicht geprüft',
  },
  gate: {
    feature: {
      title: 'Dieser Teil funktioniert zurzeit nicht.',
      detail: 'Er kommt von selbst zurück.',
    },
    readOnly: {
      title: 'Zurzeit lässt sich nichts speichern.',
      detail: 'Ihre Eingaben bleiben hier, bis sich wieder speichern lässt.',
    },
  },
  startup: {
    connecting: 'Verbindung wird aufgebaut\u00a0…',
    waking: { title: 'Der Server wacht gerade auf.', detail: 'Das dauert meist weniger als eine Minute.' },
    offline: {
      title: 'Sie sind offline.',
      detail: 'Sobald Sie wieder online sind, startet diese Seite von selbst.',
    },
    portal: {
      title: 'Dieses Netz verlangt eine Anmeldung.',
      detail: 'Öffnen Sie seine Anmeldeseite in einem anderen Tab. Danach startet diese Seite von selbst.',
    },
    failed: {
      title: 'Der Server ist nicht bereit.',
      detail:
        'Sie können ohne ihn fortfahren. Was Sie sehen, ist dann womöglich veraltet, und das Speichern kann fehlschlagen.',
    },
    elapsed: (time) => `Wartezeit: ${time}`,
    retry: 'Erneut versuchen',
    retrying: 'Neuer Versuch\u00a0…',
    noAnswer: 'Erneut versucht: Die Seite ist noch nicht bereit.',
    ready: 'Die Seite ist bereit.',
    skip: 'Ohne Server fortfahren',
  },
  components: {
    label: 'Komponenten',
    status: {
      healthy: 'Funktioniert',
      degraded: 'Einzelne Störungen',
      unhealthy: 'Funktioniert nicht',
      unknown: 'Unbekannt',
    },
    others: 'Weitere',
    none: 'Es sind noch keine Komponenten bekannt.',
  },
  timeline: {
    label: 'Verlauf',
    seenFromHere: 'Aus Sicht dieses Browsers',
    summary: (share, days) => `${days}: Bei ${share} der Prüfungen funktionierte alles.`,
    none: 'Es ist noch nichts aufgezeichnet.',
    status: {
      healthy: 'Alles funktioniert',
      degraded: 'Einzelne Störungen',
      unhealthy: 'Erhebliche Störungen',
      offline: 'Offline',
      unknown: 'Unbekannt',
    },
    oneDay: (date, found) => `${date}: ${found}`,
    finding: (status, share) => `${status} bei ${share} der Prüfungen`,
    noData: 'Keine Daten',
    asTable: 'Als Tabelle zeigen',
    day: 'Tag',
    checks: 'Prüfungen',
  },
  latency: {
    label: 'Antwortzeit',
    summary: (latest, usual, longest) => `Zuletzt ${latest}, meist ${usual}, höchstens ${longest}.`,
    beyond: (limit) => `Ein Punkt am oberen Rand ist eine Antwort, die länger als ${limit} gedauert hat.`,
    none: 'Es ist noch nichts gemessen.',
  },
  maintenance: {
    label: 'Wartung',
    underWay: {
      title: 'Zurzeit finden Wartungsarbeiten statt.',
      detail: 'Bis zu deren Ende funktioniert womöglich nicht alles. Ihre Eingaben bleiben auf dieser Seite.',
    },
    planned: (start) => `Wartungsarbeiten sind geplant. Beginn: ${start}.`,
    about: (title) => `Anlass: „${title}“.`,
    affected: (names) => `Betroffen: ${names}.`,
    startsIn: (time) => `Noch ${time} bis zum Beginn`,
    endsIn: (time) => `Noch ${time} bis zum Ende`,
    overdue: 'Die Wartung dauert länger als geplant.',
    dismiss: 'Ausblenden',
  },
  update: {
    label: 'Aktualisierung',
    title: 'Eine neue Version ist bereit.',
    detail: 'Laden Sie die Seite neu, wann es Ihnen passt, und speichern Sie vorher Ihre Eingaben.',
    reload: 'Neu laden',
    dismiss: 'Später',
  },
  panel: {
    title: 'Zustand des Dienstes',
    plannedMaintenance: 'Geplante Wartung',
    check: 'Jetzt prüfen',
    checking: 'Wird geprüft\u00a0…',
  },
}
