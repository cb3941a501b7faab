import { plural } from './grammar/plural.js'
import type { Words } from './grammar/words.js'

const kept = '入力内容はこのページに残ります。現在、保存できないことがあります。'
const unclear = 'サービスの状態を確認できません。'

/** Every text in Japanese. */
export const ja: Words = {
  locale: 'ja',
  gap: '',
  indicator: {
    checking: '状態を確認中',
    healthy: 'すべて正常',
    degraded: '一部に問題あり',
    unhealthy: '重大な問題あり',
    offline: 'オフライン',
    unknown: '状態不明',
    maintenance: 'メンテナンス中',
    'read-only': '閲覧のみ',
    'not-ready': '起動中',
    unreachable: 'サーバー接続不可',
    timeout: 'サーバー接続不可',
  },
  trouble: {
    maintenance: {
      title: '現在メンテナンス中です。',
      detail: '終了するまで、一部の機能をご利用いただけないことがあります。入力内容はこのページに残ります。',
    },
    'read-only': {
      title: '現在、変更を保存できません。',
      detail: '閲覧は引き続きご利用いただけます。入力内容はこのページに残ります。',
    },
    component: {
      title: '現在、一部の機能をご利用いただけません。',
      detail: 'その他の機能は引き続きご利用いただけます。',
    },
    'not-ready': {
      title: 'サービスを起動しています。',
      detail: '通常は 1 分以内に完了します。入力内容はこのページに残ります。',
    },
    reported: {
      title: 'サービスに問題が発生しています。',
      detail: '一部の操作に時間がかかったり、失敗したりすることがあります。',
    },
    timeout: { title: 'サーバーの応答に時間がかかりすぎています。', detail: kept },
    unreachable: { title: 'サーバーに接続できません。', detail: kept },
    'server-error': { title: 'サーバーで問題が発生しています。', detail: kept },
    'device-offline': {
      title: 'オフラインです。',
      detail: '入力内容はこのページに残ります。オンラインに戻ると自動的に再開します。',
    },
    'captive-portal': {
      title: 'このネットワークではログインが必要です。',
      detail: '別のタブでログインページを開いてください。入力内容はこのページに残ります。',
    },
    'invalid-response': { title: unclear, detail: '通常どおりご利用いただける場合もあります。' },
    misconfigured: { title: unclear, detail: '通常どおりご利用いただける場合もあります。' },
    'needs-auth': { title: unclear, detail: 'もう一度ログインすると解決することがあります。' },
    'rate-limited': {
      title: 'サービスから、確認の回数を減らすよう求められています。',
      detail: '以前からの問題が続いている可能性があります。',
    },
    downToo: 'ご利用いただけない機能もあります。入力内容はこのページに残ります。',
    affected: (names) => `影響を受けている項目：${names}。`,
    more: (count, locale) => plural(locale, count, { other: 'ほか # 件' }),
    endsAt: (time) => `${time} に終了する予定です。`,
    recovered: 'すべて正常に戻りました。',
    backOnline: 'オンラインに戻りました。',
  },
  banner: {
    label: 'サービスからのお知らせ',
    nextTry: (time) => `次の確認まで ${time}`,
    trying: '確認しています…',
    retry: '今すぐ再試行',
    retrying: '確認中…',
    noChange: '確認しましたが、変化はありません。',
    dismiss: '閉じる',
    allAffected: '影響を受けているすべての項目',
  },
  age: {
    lastReport: (ago) => `最終レポート：${ago}`,
    lastChecked: (ago) => `最終確認：${ago}`,
    neverChecked: '未確認',
    justNow: 'たった今',
  },
  gate: {
    feature: {
      title: '現在、この機能をご利用いただけません。',
      detail: '自動的に再開します。',
    },
    readOnly: {
      title: '現在、保存できません。',
      detail: '入力内容は、再び保存できるようになるまでここに残ります。',
    },
  },
  startup: {
    connecting: '接続しています…',
    waking: { title: 'サーバーを起動しています。', detail: '通常は 1 分以内に完了します。' },
    offline: { title: 'オフラインです。', detail: 'オンラインに戻ると、このページは自動的に開始します。' },
    portal: {
      title: 'このネットワークではログインが必要です。',
      detail: '別のタブでログインページを開いてください。その後、このページは自動的に開始します。',
    },
    failed: {
      title: 'サーバーの準備ができていません。',
      detail: 'サーバーなしで続行できます。表示内容が最新でないことや、保存できないことがあります。',
    },
    elapsed: (time) => `経過時間：${time}`,
    retry: '再試行',
    retrying: '再試行中…',
    noAnswer: '再試行しましたが、ページの準備はまだできていません。',
    ready: 'ページの準備ができました。',
    skip: 'サーバーなしで続行',
  },
  components: {
    label: 'コンポーネント',
    status: { healthy: '正常', degraded: '一部に問題あり', unhealthy: '利用不可', unknown: '状態不明' },
    others: 'その他',
    none: 'コンポーネントの情報はまだありません。',
  },
  timeline: {
    label: '履歴',
    seenFromHere: 'このブラウザーから見た状態',
    summary: (share, days) => `期間：${days}。確認の ${share} で、すべて正常でした。`,
    none: '記録はまだありません。',
    status: {
      healthy: '正常',
      degraded: '一部に問題あり',
      unhealthy: '重大な問題あり',
      offline: 'オフライン',
      unknown: '状態不明',
    },
    oneDay: (date, found) => `${date}：${found}`,
    finding: (status, share) => `確認の ${share} で${status}`,
    noData: 'データなし',
    asTable: '表で表示',
    day: '日付',
    checks: '確認結果',
  },
  latency: {
    label: '応答時間',
    summary: (latest, usual, longest) => `直近 ${latest}、通常 ${usual}、最長 ${longest}。`,
    beyond: (limit) => `上端の点は、${limit} を超えた応答です。`,
    none: '測定値はまだありません。',
  },
  maintenance: {
    label: 'メンテナンス',
    underWay: {
      title: '現在メンテナンス中です。',
      detail: '終了するまで、一部の機能をご利用いただけないことがあります。入力内容はこのページに残ります。',
    },
    planned: (start) => `${start} からメンテナンスを予定しています。`,
    about: (title) => `内容は「${title}」です。`,
    affected: (names) => `影響を受ける項目：${names}。`,
    startsIn: (time) => `開始まで ${time}`,
    endsIn: (time) => `終了まで ${time}`,
    overdue: '予定より時間がかかっています。',
    dismiss: '閉じる',
  },
  update: {
    label: '更新',
    title: '新しいバージョンをご利用いただけます。',
    detail: '入力内容を保存してから、ご都合のよいときに再読み込みしてください。',
    reload: '再読み込み',
    dismiss: '後で',
  },
  panel: {
    title: 'サービスの状態',
    plannedMaintenance: '予定されているメンテナンス',
    check: '今すぐ確認',
    checking: '確認中…',
  },
}
