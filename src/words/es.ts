import { plural } from './grammar/plural.js'
import type { Words } from './grammar/words.js'

const kept = 'Lo que ha escrito sigue en esta página, aunque es posible que por ahora no se pueda guardar.'
const unclear = 'No se puede determinar el estado del servicio.'

/** Every text in Spanish. */
export const es: Words = {
  locale: 'es',
  gap: ' ',
  indicator: {
    checking: 'Comprobando el estado',
    healthy: 'Todo funciona',
    degraded: 'Algunos problemas',
    unhealthy: 'Problemas graves',
    offline: 'Sin conexión a internet',
    unknown: 'Estado desconocido',
    maintenance: 'Mantenimiento',
    'read-only': 'Solo lectura',
    'not-ready': 'Iniciándose',
    unreachable: 'Servidor inaccesible',
    timeout: 'Servidor inaccesible',
  },
  trouble: {
    maintenance: {
      title: 'Se están realizando tareas de mantenimiento.',
      detail:
        'Mientras tanto, es posible que algunas funciones no estén disponibles. Lo que ha escrito sigue en esta página.',
    },
    'read-only': {
      title: 'En este momento no se pueden guardar cambios.',
      detail: 'Se puede seguir leyendo todo. Lo que ha escrito sigue en esta página.',
    },
    component: {
      title: 'Algunas funciones no están disponibles en este momento.',
      detail: 'Lo que no depende de ellas sigue funcionando.',
    },
    'not-ready': {
      title: 'El servicio se está iniciando.',
      detail: 'Suele tardar menos de un minuto. Lo que ha escrito sigue en esta página.',
    },
    reported: {
      title: 'El servicio informa de problemas.',
      detail: 'Algunas acciones pueden ser lentas o fallar.',
    },
    timeout: { title: 'El servidor tarda demasiado en responder.', detail: kept },
    unreachable: { title: 'No se puede contactar con el servidor.', detail: kept },
    'server-error': { title: 'El servidor tiene un problema.', detail: kept },
    'device-offline': {
      title: 'No hay conexión a internet.',
      detail:
        'Lo que ha escrito sigue en esta página. Todo continuará por sí solo cuando vuelva la conexión.',
    },
    'captive-portal': {
      title: 'Esta red pide iniciar sesión.',
      detail: 'Abra su página de acceso en otra pestaña. Lo que ha escrito sigue en esta página.',
    },
    'invalid-response': { title: unclear, detail: 'Puede que funcione con normalidad.' },
    misconfigured: { title: unclear, detail: 'Puede que funcione con normalidad.' },
    'needs-auth': { title: unclear, detail: 'Puede que ayude volver a iniciar sesión.' },
    'rate-limited': {
      title: 'El servicio pide comprobaciones menos frecuentes.',
      detail: 'Puede que los problemas detectados antes continúen.',
    },
    downToo: 'Además, algunas funciones no están disponibles. Lo que ha escrito sigue en esta página.',
    affected: (names) => `Esto afecta a ${names}.`,
    more: (count, locale) => plural(locale, count, { one: '# componente más', other: '# componentes más' }),
    endsAt: (time) => `Final previsto: ${time}.`,
    recovered: 'Todo vuelve a funcionar.',
    backOnline: 'Vuelve a haber conexión a internet.',
  },
  banner: {
    label: 'Aviso sobre el servicio',
    nextTry: (time) => `Próximo intento en ${time}`,
    trying: 'Comprobando…',
    retry: 'Reintentar ahora',
    retrying: 'Comprobando…',
    noChange: 'Comprobación hecha: nada ha cambiado.',
    dismiss: 'Ocultar',
    allAffected: 'Todo lo afectado',
  },
  age: {
    lastReport: (ago) => `Último informe: ${ago}`,
    lastChecked: (ago) => `Última comprobación: ${ago}`,
    neverChecked: 'Aún sin comprobar',
    justNow: 'ahora mismo',
  },
  gate: {
    feature: {
      title: 'Esta parte no está disponible en este momento.',
      detail: 'Volverá por sí sola.',
    },
    readOnly: {
      title: 'En este momento no se puede guardar nada.',
      detail: 'Lo que ha escrito sigue aquí hasta que sea posible guardar de nuevo.',
    },
  },
  startup: {
    connecting: 'Conectando…',
    waking: { title: 'El servidor se está activando.', detail: 'Suele tardar menos de un minuto.' },
    offline: {
      title: 'No hay conexión a internet.',
      detail: 'Esta página se iniciará por sí sola cuando vuelva la conexión.',
    },
    portal: {
      title: 'Esta red pide iniciar sesión.',
      detail: 'Abra su página de acceso en otra pestaña. Después, esta página se iniciará por sí sola.',
    },
    failed: {
      title: 'El servidor no está listo.',
      detail:
        'Se puede continuar sin él. Es posible que lo que ve no esté actualizado y que no se pueda guardar.',
    },
    elapsed: (time) => `Tiempo de espera: ${time}`,
    retry: 'Reintentar',
    retrying: 'Reintentando…',
    noAnswer: 'Nuevo intento hecho: la página aún no está lista.',
    ready: 'La página está lista.',
    skip: 'Continuar sin el servidor',
  },
  components: {
    label: 'Componentes',
    status: {
      healthy: 'Funciona',
      degraded: 'Algunos problemas',
      unhealthy: 'No funciona',
      unknown: 'Estado desconocido',
    },
    others: 'Otros',
    none: 'Aún no se conoce ningún componente.',
  },
  timeline: {
    label: 'Historial',
    seenFromHere: 'Visto desde este navegador',
    summary: (share, days) => `En ${days}, todo funcionaba en el ${share} de las comprobaciones.`,
    none: 'Aún no se ha registrado nada.',
    status: {
      healthy: 'Funcionamiento normal',
      degraded: 'Algunos problemas',
      unhealthy: 'Problemas graves',
      offline: 'Sin conexión a internet',
      unknown: 'Estado desconocido',
    },
    oneDay: (date, found) => `${date}: ${found}`,
    finding: (status, share) => `${status} en el ${share} de las comprobaciones`,
    noData: 'Sin datos',
    asTable: 'Mostrar como tabla',
    day: 'Día',
    checks: 'Comprobaciones',
  },
  latency: {
    label: 'Tiempo de respuesta',
    summary: (latest, usual, longest) => `Último: ${latest}; habitual: ${usual}; máximo: ${longest}.`,
    beyond: (limit) => `Un punto en el borde superior es una respuesta que tardó más de ${limit}.`,
    none: 'Aún no se ha medido nada.',
  },
  maintenance: {
    label: 'Mantenimiento',
    underWay: {
      title: 'Se están realizando tareas de mantenimiento.',
      detail:
        'Mientras tanto, es posible que algunas funciones no estén disponibles. Lo que ha escrito sigue en esta página.',
    },
    planned: (start) => `Hay un mantenimiento programado. Inicio: ${start}.`,
    about: (title) => `Motivo: «${title}».`,
    affected: (names) => `Esto afecta a ${names}.`,
    startsIn: (time) => `Empieza en ${time}`,
    endsIn: (time) => `Termina en ${time}`,
    overdue: 'El mantenimiento está durando más de lo previsto.',
    dismiss: 'Ocultar',
  },
  update: {
    label: 'Actualización',
    title: 'Hay una nueva versión lista.',
    detail: 'Recargue la página cuando le convenga y guarde antes lo que ha escrito.',
    reload: 'Recargar',
    dismiss: 'Más tarde',
  },
  panel: {
    title: 'Estado del servicio',
    plannedMaintenance: 'Mantenimiento programado',
    check: 'Comprobar ahora',
    checking: 'Comprobando…',
  },
}
