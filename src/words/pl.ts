import { plural } from './grammar/plural.js'
import type { Words } from './grammar/words.js'

const kept = 'Wpisane dane pozostaną na tej stronie, ale ich zapisanie może się na razie nie udać.'
const unclear = 'Nie można ustalić stanu usługi.'

/** Every text in Polish. */
export const pl: Words = {
  locale: 'pl',
  gap: ' ',
  indicator: {
    checking: 'Sprawdzanie stanu',
    healthy: 'Wszystko działa',
    degraded: 'Częściowe problemy',
    unhealthy: 'Poważne problemy',
    offline: 'Brak internetu',
    unknown: 'Stan nieznany',
    maintenance: 'Prace techniczne',
    'read-only': 'Tylko do odczytu',
    'not-ready': 'Uruchamianie',
    unreachable: 'Serwer nie odpowiada',
    timeout: 'Serwer nie odpowiada',
  },
  trouble: {
    maintenance: {
      title: 'Trwają prace techniczne.',
      detail: 'Do ich zakończenia niektóre funkcje mogą nie działać. Wpisane dane pozostaną na tej stronie.',
    },
    'read-only': {
      title: 'W tej chwili nie można zapisać zmian.',
      detail: 'Wszystko nadal można przeglądać. Wpisane dane pozostaną na tej stronie.',
    },
    component: {
      title: 'W tej chwili niektóre funkcje nie działają.',
      detail: 'Wszystko, co od nich nie zależy, działa dalej.',
    },
    'not-ready': {
      title: 'Usługa się uruchamia.',
      detail: 'Zwykle trwa to krócej niż minutę. Wpisane dane pozostaną na tej stronie.',
    },
    reported: {
      title: 'Usługa zgłasza problemy.',
      detail: 'Niektóre funkcje mogą działać wolno lub zawodzić.',
    },
    timeout: { title: 'Serwer zbyt długo nie odpowiada.', detail: kept },
    unreachable: { title: 'Nie można połączyć się z serwerem.', detail: kept },
    'server-error': { title: 'Na serwerze wystąpił problem.', detail: kept },
    'device-offline': {
      title: 'Brak połączenia z internetem.',
      detail: 'Wpisane dane pozostaną na tej stronie. Gdy połączenie wróci, wszystko samo ruszy dalej.',
    },
    'captive-portal': {
      title: 'Ta sieć wymaga zalogowania.',
      detail: 'Jej stronę logowania można otworzyć w innej karcie. Wpisane dane pozostaną na tej stronie.',
    },
    'invalid-response': { title: unclear, detail: 'Być może działa normalnie.' },
    misconfigured: { title: unclear, detail: 'Być może działa normalnie.' },
    'needs-auth': { title: unclear, detail: 'Ponowne zalogowanie może pomóc.' },
    'rate-limited': {
      title: 'Usługa prosi o rzadsze sprawdzanie.',
      detail: 'Wcześniejsze problemy mogą nadal trwać.',
    },
    downToo: 'Niektóre funkcje w ogóle nie działają. Wpisane dane pozostaną na tej stronie.',
    affected: (names) => `Dotyczy: ${names}.`,
    more: (count, locale) =>
      plural(locale, count, {
        one: 'jeszcze # komponent',
        few: 'jeszcze # komponenty',
        many: 'jeszcze # komponentów',
        other: 'jeszcze # komponentu',
      }),
    endsAt: (time) => `Przewidywany koniec: ${time}.`,
    recovered: 'Wszystko znowu działa.',
    backOnline: 'Połączenie z internetem wróciło.',
  },
  banner: {
    label: 'Komunikat o usłudze',
    nextTry: (time) => `Do następnej próby: ${time}`,
    trying: 'Sprawdzanie…',
    retry: 'Spróbuj teraz',
    retrying: 'Sprawdzanie…',
    noChange: 'Sprawdzono: nic się nie zmieniło.',
    dismiss: 'Ukryj',
    allAffected: 'Wszystko, czego to dotyczy',
  },
  age: {
    lastReport: (ago) => `Ostatni raport: ${ago}`,
    lastChecked: (ago) => `Ostatnie sprawdzenie: ${ago}`,
    neverChecked: 'Jeszcze nie sprawdzono',
    justNow: 'przed chwilą',
  },
  gate: {
    feature: {
      title: 'Ta część w tej chwili nie działa.',
      detail: 'Wróci sama.',
    },
    readOnly: {
      title: 'W tej chwili niczego nie można zapisać.',
      detail: 'Wpisane dane pozostaną tutaj, aż zapis znowu będzie możliwy.',
    },
  },
  startup: {
    connecting: 'Łączenie…',
    waking: { title: 'Serwer się wybudza.', detail: 'Zwykle trwa to krócej niż minutę.' },
    offline: {
      title: 'Brak połączenia z internetem.',
      detail: 'Ta strona uruchomi się sama, gdy połączenie wróci.',
    },
    portal: {
      title: 'Ta sieć wymaga zalogowania.',
      detail: 'Jej stronę logowania można otworzyć w innej karcie. Potem ta strona uruchomi się sama.',
    },
    failed: {
      title: 'Serwer nie jest gotowy.',
      detail:
        'Można kontynuować bez niego. Widoczne informacje mogą być nieaktualne, a zapis może się nie udać.',
    },
    elapsed: (time) => `Czas oczekiwania: ${time}`,
    retry: 'Spróbuj ponownie',
    retrying: 'Ponawianie…',
    noAnswer: 'Ponowiono próbę: strona nie jest jeszcze gotowa.',
    ready: 'Strona jest gotowa.',
    skip: 'Kontynuuj bez serwera',
  },
  components: {
    label: 'Komponenty',
    status: {
      healthy: 'Działa',
      degraded: 'Częściowe problemy',
      unhealthy: 'Nie działa',
      unknown: 'Stan nieznany',
    },
    others: 'Pozostałe',
    none: 'Żadne komponenty nie są jeszcze znane.',
  },
  timeline: {
    label: 'Historia',
    seenFromHere: 'Z perspektywy tej przeglądarki',
    summary: (share, days) => `${days}: wszystko działało w ${share} sprawdzeń.`,
    none: 'Niczego jeszcze nie zarejestrowano.',
    status: {
      healthy: 'Wszystko działa',
      degraded: 'Częściowe problemy',
      unhealthy: 'Poważne problemy',
      offline: 'Brak internetu',
      unknown: 'Stan nieznany',
    },
    oneDay: (date, found) => `${date}: ${found}`,
    finding: (status, share) => `${status} w ${share} sprawdzeń`,
    noData: 'Brak danych',
    asTable: 'Pokaż jako tabelę',
    day: 'Dzień',
    checks: 'Sprawdzenia',
  },
  latency: {
    label: 'Czas odpowiedzi',
    summary: (latest, usual, longest) => `Ostatnio ${latest}, zwykle ${usual}, najdłużej ${longest}.`,
    beyond: (limit) => `Punkt przy górnej krawędzi to odpowiedź, która trwała dłużej niż ${limit}.`,
    none: 'Niczego jeszcze nie zmierzono.',
  },
  maintenance: {
    label: 'Prace techniczne',
    underWay: {
      title: 'Trwają prace techniczne.',
      detail: 'Do ich zakończenia niektóre funkcje mogą nie działać. Wpisane dane pozostaną na tej stronie.',
    },
    planned: (start) => `Zaplanowano prace techniczne. Początek: ${start}.`,
    about: (title) => `Temat: „${title}”.`,
    affected: (names) => `Dotyczy: ${names}.`,
    startsIn: (time) => `Do początku: ${time}`,
    endsIn: (time) => `Do końca: ${time}`,
    overdue: 'Prace trwają dłużej, niż planowano.',
    dismiss: 'Ukryj',
  },
  update: {
    label: 'Aktualizacja',
    title: 'Nowa wersja jest gotowa.',
    detail: 'Stronę można odświeżyć w dogodnej chwili, po zapisaniu wpisanych danych.',
    reload: 'Odśwież',
    dismiss: 'Później',
  },
  panel: {
    title: 'Stan usługi',
    plannedMaintenance: 'Planowane prace techniczne',
    check: 'Sprawdź teraz',
    checking: 'Sprawdzanie…',
  },
}
