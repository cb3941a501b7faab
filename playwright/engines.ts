/**
 * Specs that run in Chromium alone, and why. Every other one is about what people see of the package, and runs in
 * Firefox too. WebKitGTK, which Playwright can't drive, has `webkit.spec.ts` for the most important part of it.
 */
const whyInChromiumAlone = {
  'breakItPanel.spec.ts': 'It is about the demo’s own panel.',
  'cache.spec.ts': 'It differs from recommendations.spec.ts behind the page, in the API.',
  'controlServer.spec.ts': 'It asks a server; there is no page.',
  'disk.spec.ts': 'It differs from recommendations.spec.ts behind the page, in the API.',
  'email.spec.ts': 'It differs from recommendations.spec.ts behind the page, in the API.',
  'fastRefresh.spec.ts': 'It is about Vite and React, which do the same in each engine.',
  'http*.spec.ts': 'It is driven through lab/chromium.ts, which speaks Chromium’s own protocol alone.',
  'kitMedia.spec.ts':
    'It emulates forced colours and zoom, and measures pseudo-elements, by Chromium’s own protocol.',
  'kitLayout.spec.ts': 'It measures layout shifts, which only Chromium tells of.',
  'kitTimeline.spec.ts': 'It measures React and the kit in milliseconds, which says nothing new there.',
  'lifecycle*.spec.ts':
    'It hides, throttles, freezes and crashes pages, which only Chromium’s own protocol can.',
  'mailer.spec.ts': 'It asks mail servers; there is no page.',
  'orderKey.spec.ts': 'It asks a server, and looks at what the demo’s own form makes of the answers.',
  'restart.spec.ts':
    'It is about the client and the demo’s own panel; what it does is the same in each engine.',
  'storage*.spec.ts': 'It fills a quota and wipes it, which only Chromium’s own protocol can.',
  'stream*.spec.ts': 'It is driven through lab/chromium.ts, which speaks Chromium’s own protocol alone.',
  'supervisor.spec.ts': 'It ends processes; there is no page.',
  'tabs*.spec.ts': 'It freezes, hangs and crashes a leading tab, which only Chromium’s own protocol can.',
  'waitingOrders.spec.ts': 'It differs from recommendations.spec.ts behind the page, in the API.',
}

export const ONLY_IN_CHROMIUM: readonly string[] = Object.keys(whyInChromiumAlone)

/** It needs no Playwright in the browser. */
export const ONLY_IN_WEBKIT = 'webkit.spec.ts'
