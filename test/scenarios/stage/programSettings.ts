/** What a {@link file://./bundledProcess.ts bundled process} was given to go by. */
export function programSettings<Settings>(): Settings {
  return JSON.parse(process.argv[2] ?? 'null') as Settings
}

/** Says that it is ready, and sees to it that it does not outlive the tests, however those end. */
export function tellReady(): void {
  process.on('disconnect', () => process.exit(0))
  process.send?.('ready')
}
