import type { Words } from './en.js'

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
    more: (count) => (count === 1 ? '1 weitere Komponente' : `${count} weitere Komponenten`),
    endsAt: (time) => `Voraussichtliches Ende: ${time}.`,
    recovered: 'Alles funktioniert wieder.',
    backOnline: 'Sie sind wieder online.',
  },
  banner: {
    label: 'Zustand des Dienstes',
    nextTry: (seconds) =>
      seconds < 90
        ? `Nächster Versuch in ${seconds} s`
        : `Nächster Versuch in ${Math.round(seconds / 60)} min`,
    trying: 'Wird geprüft …',
    retry: 'Jetzt prüfen',
    retrying: 'Wird geprüft …',
    dismiss: 'Ausblenden',
  },
  age: {
    lastReport: (ago) => `Letzter Bericht ${ago}`,
  },
}
