// The only file of the demo in plain JavaScript: it must run, and say what is missing, before anything is installed.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`The demo needs Node 20.19 or newer; this is ${process.versions.node}.`)
}

const tsx = await import('tsx/esm/api').catch(() =>
  fail("The demo's packages are not installed. Run: npm ci"),
)
tsx.register()
await import('./supervisor/main.ts')

function fail(message) {
  console.error(message)
  process.exit(1)
}
