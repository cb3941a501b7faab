// Imports the module named by the first argument and prints, as JSON, what that did to the world: in a bare Node, or,
// with "page" as the second argument, where a page's globals are to be found.
const done = []

/** Replaces a function by one that notes its call, unless it is the loader of TypeScript or Node itself that calls. */
function watch(owner, name, label = name) {
  const original = owner[name]
  if (typeof original !== 'function') return
  const noted = function (...args) {
    const caller = new Error('for its stack').stack.split('\n')[2] ?? ''
    if (!/node:|node_modules\/(tsx|esbuild|get-tsconfig)\//.test(caller)) done.push(label)
    return new.target ? Reflect.construct(original, args, new.target) : Reflect.apply(original, this, args)
  }
  noted.prototype = original.prototype
  owner[name] = Object.setPrototypeOf(noted, original)
}

if (process.argv[3] === 'page') {
  const page = new EventTarget()
  globalThis.window = page
  globalThis.document = new EventTarget()
  // Newer versions of Node have a navigator of their own, which can't be assigned.
  const navigator = { onLine: true, locks: {} }
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true })
  globalThis.addEventListener = page.addEventListener.bind(page)
  watch(globalThis, 'addEventListener')
}
const scheduling = ['setTimeout', 'setInterval', 'setImmediate']
for (const name of [...scheduling, 'fetch', 'BroadcastChannel', 'MessageChannel']) watch(globalThis, name)
for (const name of ['on', 'once', 'addListener']) watch(process, name, `process.${name}`)
watch(EventTarget.prototype, 'addEventListener')
watch(Math, 'random', 'Math.random')
watch(Date, 'now', 'Date.now')

const globals = new Set(Reflect.ownKeys(globalThis))
await import(process.argv[2])
const newGlobals = Reflect.ownKeys(globalThis).filter((name) => !globals.has(name))
console.log(JSON.stringify({ did: done, newGlobals: newGlobals.map(String) }))
