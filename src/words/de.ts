import { plural } from './grammar/plural.js'
import type { Words } from './grammar/words.js'

const kept = 'Was Sie geschrieben haben, bleibt auf dieser Seite; Speichern kann vorerst misslingen.'
const unclear = 'Der Zustand des Dienstes ist unklar.'

/** Every text in German. */
export const de: Words = {
  locale: 'de',
  indicator: {
    checking: 'Status wird geprüft',
    healthy: 'Alles funktioniert',
    degraded: 'Einige Störungen',
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
      detail: 'Bis zu ihrem Ende funktioniert womöglich nicht alles.',
    },
    'read-only': {
      title: 'Änderungen lassen sich zurzeit nicht speichern.',
      detail: 'Lesen können Sie weiterhin alles. Was Sie geschrieben haben, bleibt auf dieser Seite.',
    },
    component: {
      title: 'Einiges funktioniert zurzeit nicht.',
      detail: 'Was nicht davon abhängt, funktioniert weiter.',
    },
    'not-ready': { title: 'Der Dienst startet gerade.', detail: 'Das dauert meist weniger als eine Minute.' },
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
        'Was Sie geschrieben haben, bleibt auf dieser Seite. Sobald Sie wieder online sind, geht es von selbst weiter.',
    },
    'captive-portal': {
      title: 'Dieses Netz verlangt eine Anmeldung.',
      detail:
        'Öffnen Sie seine Anmeldeseite in einem anderen Tab. Was Sie geschrieben haben, bleibt auf dieser Seite.',
    },
    'invalid-response': { title: unclear, detail: 'Vielleicht funktioniert er wie gewohnt.' },
    misconfigured: { title: unclear, detail: 'Vielleicht funktioniert er wie gewohnt.' },
    'needs-auth': { title: unclear, detail: 'Vielleicht hilft es, sich neu anzumelden.' },
    'rate-limited': {
      title: 'Der Dienst bittet um seltenere Prüfungen.',
      detail: 'Bekannte Störungen können noch andauern.',
    },
    affected: (names) => `Betroffen: ${names}.`,
    more: (count) => plural('de', count, { one: '# weitere Komponente', other: '# weitere Komponenten' }),
    endsAt: (time) => `Voraussichtliches Ende: ${time}.`,
    recovered: 'Alles funktioniert wieder.',
    backOnline: 'Sie sind wieder online.',
  },
  banner: {
    label: 'Zustand des Dienstes',
    nextTry: (time) => `Nächster Versuch in ${time}`,
    trying: 'Wird geprüft …',
    retry: 'Jetzt prüfen',
    retrying: 'Wird geprüft …',
    noChange: 'Geprüft: Es hat sich nichts geändert.',
    dismiss: 'Ausblenden',
    allAffected: 'Alles, was betroffen ist',
  },
  age: {
    lastReport: (ago) => `Letzter Bericht ${ago}`,
    lastChecked: (ago) => `Geprüft ${ago}`,
    neverChecked: 'Noch nicht geprüft',
  },
  gate: {
    feature: {
      title: 'Dieser Teil funktioniert zurzeit nicht.',
      detail: 'Der Rest der Seite funktioniert weiter, und dieser Teil kommt von selbst zurück.',
    },
    readOnly: {
      title: 'Zurzeit lässt sich nichts speichern.',
      detail:
        'Lesen können Sie weiterhin alles. Was Sie geschrieben haben, bleibt hier, bis Speichern wieder möglich ist.',
    },
  },
  startup: {
    connecting: 'Verbindung wird aufgebaut …',
    waking: { title: 'Der Server wacht gerade auf.', detail: 'Das dauert meist weniger als eine Minute.' },
    offline: {
      title: 'Sie sind offline.',
      detail: 'Sobald Sie wieder online sind, startet diese Seite von selbst.',
    },
    failed: {
      title: 'Der Server hat nicht geantwortet.',
      detail:
        'Sie können ohne ihn fortfahren. Dann ist manches womöglich veraltet, und Speichern kann misslingen.',
    },
    elapsed: (time) => `Wartezeit: ${time}`,
    retry: 'Erneut versuchen',
    skip: 'Ohne ihn fortfahren',
  },
  components: {
    label: 'Komponenten',
    status: {
      healthy: 'Funktioniert',
      degraded: 'Einige Störungen',
      unhealthy: 'Funktioniert nicht',
      unknown: 'Unbekannt',
    },
    others: 'Weitere',
    none: 'Noch sind keine Komponenten bekannt.',
  },
  timeline: {
    label: 'Verlauf',
    seenFromHere: 'Von diesem Browser aus gesehen',
    summary: (share, days) => `Bei ${share} der Prüfungen in ${days} funktionierte alles.`,
    none: 'Noch ist nichts aufgezeichnet.',
    status: {
      healthy: 'Funktioniert',
      degraded: 'Einige Störungen',
      unhealthy: 'Erhebliche Störungen',
      offline: 'Offline',
      unknown: 'Unbekannt',
    },
    wholeDay: (date, status) => `${date}: ${status}`,
    mixedDay: (date, findings) => `${date}: ${findings}`,
    finding: (status, share) => `${status} bei ${share} der Prüfungen`,
    noData: 'Keine Daten',
    asTable: 'Als Tabelle zeigen',
    day: 'Tag',
  },
  latency: {
    label: 'Antwortzeit',
    summary: (latest, usual, longest) => `Zuletzt ${latest}, meist ${usual}, höchstens ${longest}.`,
    none: 'Noch ist nichts gemessen.',
  },
  maintenance: {
    label: 'Wartung',
    underWay: {
      title: 'Zurzeit finden Wartungsarbeiten statt.',
      detail:
        'Bis zu ihrem Ende funktioniert womöglich nicht alles. Was Sie geschrieben haben, bleibt auf dieser Seite.',
    },
    planned: (start) => `Wartungsarbeiten sind geplant: ${start}.`,
    affected: (names) => `Betroffen: ${names}.`,
    startsIn: (time) => `Beginn in ${time}`,
    endsIn: (time) => `Ende in ${time}`,
    overdue: 'Es dauert länger als geplant.',
    dismiss: 'Ausblenden',
  },
  update: {
    label: 'Aktualisierung',
    title: 'Eine neue Version ist bereit.',
    detail: 'Laden Sie neu, wenn es Ihnen passt, und speichern Sie vorher, was Sie geschrieben haben.',
    reload: 'Neu laden',
    dismiss: 'Später',
  },
  panel: {
    title: 'Zustand des Dienstes',
    plannedMaintenance: 'Geplante Wartung',
  },
}
