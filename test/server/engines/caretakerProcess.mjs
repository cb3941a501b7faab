// Beside a process of the tests, which tells it what it has started and made, a line for each. However that one ends, the
// pipe between them ends with it, which is when this ends and removes what is still there.
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { endFamily } from './processFamily.mjs'

const pids = new Set()
const folders = new Set()

for await (const line of createInterface({ input: process.stdin })) {
  const { news, pid, folder } = JSON.parse(line)
  const [left, what] = pid === undefined ? [folders, folder] : [pids, pid]
  if (news === 'made') left.add(what)
  else left.delete(what)
}
await Promise.all([...pids].map(endFamily))
for (const folder of folders)
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
