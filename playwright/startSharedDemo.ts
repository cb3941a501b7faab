import { spawnDemo, untilReady } from './runDemo.js'

/** Runs once before all tests; what it returns runs after them. Workers inherit the addresses. */
export default async function startSharedDemo(): Promise<() => Promise<void>> {
  const demo = await spawnDemo()
  let isOver = false
  try {
    await untilReady(demo)
  } catch (error) {
    await demo.end()
    throw error
  }
  demo.process.once('exit', (code, signal) => {
    if (!isOver)
      console.error(`The demo ended in the middle of the tests (${signal ?? code}):\n${demo.output()}`)
  })
  process.env['DESK_ORIGIN'] = `http://127.0.0.1:${demo.ports.web}`
  process.env['CONTROL_ORIGIN'] = `http://127.0.0.1:${demo.ports.control}`
  process.env['API_ORIGIN'] = `http://127.0.0.1:${demo.ports.api}`
  process.env['DATABASE_PORT'] = String(demo.ports.database)
  return () => {
    isOver = true
    return demo.end()
  }
}
