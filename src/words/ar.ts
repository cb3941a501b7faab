import { plural } from './grammar/plural.js'
import type { Words } from './grammar/words.js'

const kept = 'يبقى ما كتبته في هذه الصفحة، وقد يتعذّر حفظه حاليًا.'
const unclear = 'يتعذّر تحديد حالة الخدمة.'

/** Every text in Arabic. */
export const ar: Words = {
  locale: 'ar',
  gap: ' ',
  indicator: {
    checking: 'جارٍ التحقق من الحالة',
    healthy: 'كل شيء يعمل',
    degraded: 'بعض المشكلات',
    unhealthy: 'مشكلات كبيرة',
    offline: 'لا يوجد اتصال بالإنترنت',
    unknown: 'الحالة غير معروفة',
    maintenance: 'صيانة',
    'read-only': 'للقراءة فقط',
    'not-ready': 'جارٍ بدء التشغيل',
    unreachable: 'يتعذّر الوصول إلى الخادم',
    timeout: 'يتعذّر الوصول إلى الخادم',
  },
  trouble: {
    maintenance: {
      title: 'تجري حاليًا أعمال صيانة.',
      detail: 'قد لا تعمل بعض الميزات حتى انتهائها، ويبقى ما كتبته في هذه الصفحة.',
    },
    'read-only': {
      title: 'يتعذّر حفظ التغييرات حاليًا.',
      detail: 'لا تزال قراءة كل شيء ممكنة، ويبقى ما كتبته في هذه الصفحة.',
    },
    component: {
      title: 'بعض الميزات لا تعمل حاليًا.',
      detail: 'كل ما لا يعتمد عليها يواصل العمل.',
    },
    'not-ready': {
      title: 'الخدمة قيد بدء التشغيل.',
      detail: 'يستغرق ذلك عادةً أقل من دقيقة، ويبقى ما كتبته في هذه الصفحة.',
    },
    reported: {
      title: 'تفيد الخدمة بوجود مشكلات.',
      detail: 'قد تكون بعض العمليات بطيئة أو لا تنجح.',
    },
    timeout: { title: 'يستغرق الخادم وقتًا طويلًا جدًا للرد.', detail: kept },
    unreachable: { title: 'يتعذّر الوصول إلى الخادم.', detail: kept },
    'server-error': { title: 'توجد مشكلة في الخادم.', detail: kept },
    'device-offline': {
      title: 'لا يوجد اتصال بالإنترنت.',
      detail: 'يبقى ما كتبته في هذه الصفحة، وسيُستأنف كل شيء تلقائيًا عند عودة الاتصال.',
    },
    'captive-portal': {
      title: 'تطلب هذه الشبكة تسجيل الدخول.',
      detail: 'يُرجى فتح صفحة تسجيل الدخول إليها في علامة تبويب أخرى. يبقى ما كتبته في هذه الصفحة.',
    },
    'invalid-response': { title: unclear, detail: 'قد تكون الخدمة تعمل كالمعتاد.' },
    misconfigured: { title: unclear, detail: 'قد تكون الخدمة تعمل كالمعتاد.' },
    'needs-auth': { title: unclear, detail: 'قد يفيد تسجيل الدخول من جديد.' },
    'rate-limited': {
      title: 'تطلب الخدمة تقليل مرات التحقق.',
      detail: 'قد تكون المشكلات السابقة مستمرة.',
    },
    downToo: 'كما أن بعض الميزات لا تعمل، ويبقى ما كتبته في هذه الصفحة.',
    affected: (names) => `يتأثر بذلك: ${names}.`,
    more: (count, locale) =>
      plural(locale, count, {
        zero: '# مكوّن آخر',
        one: 'مكوّن واحد آخر',
        two: 'مكوّنان آخران',
        few: '# مكوّنات أخرى',
        many: '# مكوّنًا آخر',
        other: '# مكوّن آخر',
      }),
    endsAt: (time) => `وقت الانتهاء المتوقع: ${time}.`,
    recovered: 'عاد كل شيء إلى العمل.',
    backOnline: 'عاد الاتصال بالإنترنت.',
  },
  banner: {
    label: 'رسالة عن الخدمة',
    nextTry: (time) => `الوقت حتى المحاولة التالية: ${time}`,
    trying: 'جارٍ التحقق…',
    retry: 'إعادة المحاولة الآن',
    retrying: 'جارٍ التحقق…',
    noChange: 'تم التحقق: لم يتغيّر شيء.',
    dismiss: 'إخفاء',
    allAffected: 'كل ما يتأثر بذلك',
  },
  age: {
    lastReport: (ago) => `آخر تقرير: ${ago}`,
    lastChecked: (ago) => `آخر تحقق: ${ago}`,
    neverChecked: 'لم يجرِ التحقق بعد',
    justNow: 'الآن',
  },
  gate: {
    feature: {
      title: 'هذا الجزء لا يعمل حاليًا.',
      detail: 'سيعود تلقائيًا.',
    },
    readOnly: {
      title: 'يتعذّر الحفظ حاليًا.',
      detail: 'يبقى ما كتبته هنا إلى أن يصبح الحفظ ممكنًا من جديد.',
    },
  },
  startup: {
    connecting: 'جارٍ الاتصال…',
    waking: { title: 'يجري تنشيط الخادم.', detail: 'يستغرق ذلك عادةً أقل من دقيقة.' },
    offline: {
      title: 'لا يوجد اتصال بالإنترنت.',
      detail: 'ستبدأ هذه الصفحة تلقائيًا عند عودة الاتصال.',
    },
    portal: {
      title: 'تطلب هذه الشبكة تسجيل الدخول.',
      detail: 'يُرجى فتح صفحة تسجيل الدخول إليها في علامة تبويب أخرى. ستبدأ هذه الصفحة بعد ذلك تلقائيًا.',
    },
    failed: {
      title: 'الخادم غير جاهز.',
      detail: 'يمكن المتابعة من دونه. قد تكون المعلومات المعروضة قديمة، وقد يتعذّر الحفظ.',
    },
    elapsed: (time) => `مدة الانتظار: ${time}`,
    retry: 'إعادة المحاولة',
    retrying: 'جارٍ إعادة المحاولة…',
    noAnswer: 'تمت إعادة المحاولة: الصفحة غير جاهزة بعد.',
    ready: 'الصفحة جاهزة.',
    skip: 'المتابعة من دون الخادم',
  },
  components: {
    label: 'المكوّنات',
    status: {
      healthy: 'يعمل',
      degraded: 'بعض المشكلات',
      unhealthy: 'لا يعمل',
      unknown: 'الحالة غير معروفة',
    },
    others: 'مكوّنات أخرى',
    none: 'لا توجد مكوّنات معروفة بعد.',
  },
  timeline: {
    label: 'السجل',
    seenFromHere: 'كما يظهر من هذا المتصفح',
    summary: (share, days) => `المدة: ${days}. كان كل شيء يعمل في ${share} من عمليات التحقق.`,
    none: 'لم يُسجَّل شيء بعد.',
    status: {
      healthy: 'كل شيء يعمل',
      degraded: 'بعض المشكلات',
      unhealthy: 'مشكلات كبيرة',
      offline: 'لا يوجد اتصال بالإنترنت',
      unknown: 'الحالة غير معروفة',
    },
    oneDay: (date, found) => `${date}: ${found}`,
    finding: (status, share) => `${status} في ${share} من عمليات التحقق`,
    noData: 'لا توجد بيانات',
    asTable: 'العرض في جدول',
    day: 'اليوم',
    checks: 'عمليات التحقق',
  },
  latency: {
    label: 'زمن الاستجابة',
    summary: (latest, usual, longest) => `الأخير: ${latest}، المعتاد: ${usual}، الأطول: ${longest}.`,
    beyond: (limit) => `النقطة عند الحافة العليا ردّ تجاوز زمنه هذا الحد: ${limit}.`,
    none: 'لم يُقَس شيء بعد.',
  },
  maintenance: {
    label: 'الصيانة',
    underWay: {
      title: 'تجري حاليًا أعمال صيانة.',
      detail: 'قد لا تعمل بعض الميزات حتى انتهائها، ويبقى ما كتبته في هذه الصفحة.',
    },
    planned: (start) => `توجد صيانة مخطط لها. البداية: ${start}.`,
    about: (title) => `الموضوع: «${title}».`,
    affected: (names) => `يتأثر بذلك: ${names}.`,
    startsIn: (time) => `الوقت حتى البداية: ${time}`,
    endsIn: (time) => `الوقت حتى النهاية: ${time}`,
    overdue: 'تستغرق الصيانة وقتًا أطول من المخطط له.',
    dismiss: 'إخفاء',
  },
  update: {
    label: 'تحديث',
    title: 'يتوفر إصدار جديد.',
    detail: 'يمكن إعادة تحميل الصفحة في الوقت المناسب، بعد حفظ ما كتبته.',
    reload: 'إعادة التحميل',
    dismiss: 'لاحقًا',
  },
  panel: {
    title: 'حالة الخدمة',
    plannedMaintenance: 'صيانة مخطط لها',
    check: 'التحقق الآن',
    checking: 'جارٍ التحقق…',
  },
}
